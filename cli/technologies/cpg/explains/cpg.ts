import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { cpgConf, linesOfCpg } from "../config/cpg.ts";

const source = "halab-cpg (templates/cpg/layer/src/config.c)";

const directives: readonly Directive[] = [
  {
    name: "group",
    does: "The name of the group that the program joins. Programs with the same name, on whichever node, are members of one group: each hears what each sends.",
    source,
  },
  {
    name: "rate",
    does: "How many messages the node sends.",
    unit: "messages a second, 1 to 200",
    otherwise: "10",
    source,
  },
  {
    name: "minority",
    does: "What the node does while Corosync says that there is no quorum: it `sends` on, or it `stops` sending until there is one.",
    otherwise: "sends",
    source,
  },
  {
    name: "apply",
    does: "When a message of the node's own counts: once the group has `delivered` it, in the order that all agree on, or as soon as it is `sent`.",
    otherwise: "delivered",
    source,
  },
];

export const kind: ExplainKind = {
  kind: "cpg",
  takes: (path) => path === cpgConf,
  hashComments: true,
  at(text, line) {
    const found = linesOfCpg(text)[line - 1];
    return directives.find(({ name }) => name === found?.key);
  },
};
