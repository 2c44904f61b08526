import { phrase } from "../../../../core/kinds/phrase.ts";
import {
  type Facts,
  type Found,
  placeIn,
  type RuleKind,
  stepHas,
} from "../../../../core/kinds/rule.ts";
import { hitNodes } from "../../meaning/asks.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { together } from "../../meaning/findings.ts";
import type { Directive } from "../../syntax/tree.ts";

const socket = /^(unix@)?(\/var)?\/run\/haproxy\/admin\.sock$/;
const fault = { faults: ["haproxy-drain"] };

function socketsIn({ tree }: Balancer): readonly Directive[] {
  return tree.sections
    .filter(({ kind: section }) => section === "global")
    .flatMap(({ directives }) => directives)
    .filter(({ words: [first, second] }) => first === "stats" && second === "socket");
}

/** A server is drained over the socket; who may only look there changes nothing. */
function isEnough({ words, args }: Directive): boolean {
  if (args[2]?.dynamic) return true;
  const level = words[words.indexOf("level", 3) + 1];
  return socket.test(words[2] ?? "") && words.includes("level", 3) && level === "admin";
}

function foundIn(facts: Facts, balancer: Balancer) {
  const drained = facts.plan.steps.filter((step) => stepHas(step, fault)).flatMap(hitNodes);
  const sockets = socketsIn(balancer);
  if (!drained.includes(balancer.node.name) || sockets.some(isEnough)) return [];
  const [first] = sockets;
  const global = balancer.tree.sections.find(({ kind: section }) => section === "global");
  const directive = first ?? global?.head;
  return [
    {
      places: [directive ? placeOf(balancer, directive) : placeIn(balancer.file)],
      args: { has: first ? `\`${first.words.join(" ")}\`` : phrase`no stats socket` },
    },
  ];
}

export const kind: RuleKind = {
  kind: "no-admin-socket",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 3.1 stats socket; management guide 9.3",
  breaks: (step) => stepHas(step, fault),
  find: (facts): readonly Found[] =>
    together(balancersOf(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
