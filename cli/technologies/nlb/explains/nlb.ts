import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { linesOfNlb, nlbConf } from "../config/nlb.ts";

const source = "halab-nlb (templates/nlb/node/src/config.c)";

const directives: readonly Directive[] = [
  {
    name: "id",
    does: "The node's own number, from 1 to 5: each node has another one. It says which buckets are its own.",
    source,
  },
  {
    name: "nodes",
    does: "How many numbers there may be, at most 5. It says how many orders of nodes the buckets have to tell apart.",
    otherwise: "4",
    source,
  },
  {
    name: "buckets",
    does: "Into how many parts the clients are shared out: a multiple of the orders of `nodes` (4 nodes: 24), at most 720. The same number stands behind `mod` in the packet filter.",
    otherwise: "24",
    source,
  },
  {
    name: "set",
    does: "Family, table and name of the nftables set into which the node's own buckets are written. It has to be there before the daemon starts.",
    otherwise: "ip nlb mine",
    source,
  },
  {
    name: "to",
    does: "To whom the heartbeat is said, ADDRESS:PORT: another node, the segment's broadcast address, or a group. As many lines as there are addresses, at most 8, all with the same port; there the others are heard as well.",
    source,
  },
  {
    name: "heartbeat",
    does: "How often the node says that it lives, and whom it hears.",
    unit: "ms or s, 10ms to 60s",
    otherwise: "1s",
    source,
  },
  {
    name: "dead",
    does: "After how long of silence another node counts as dead; at least two heartbeats. A node that starts listens for as long before it speaks.",
    unit: "ms or s, 10ms to 60s",
    otherwise: "5s",
    source,
  },
  {
    name: "quorum",
    does: "With fewer nodes than this, itself included, the node serves nothing.",
    unit: "nodes, 1 to 5",
    otherwise: "1",
    source,
  },
];

export const kind: ExplainKind = {
  kind: "nlb",
  takes: (path) => path === nlbConf,
  at(text, line) {
    const found = linesOfNlb(text)[line - 1];
    return directives.find(({ name }) => name === found?.key);
  },
};
