import type { Facts, Found, NodeFacts, RuleKind } from "../../../core/kinds/rule.ts";
import { type Asked, askedOverTcp, holdersOf } from "../asked.ts";

/** Packets that the kernel sends on need no listener. */
function sendsOn({ state }: NodeFacts): boolean {
  const { ipvs, filter } = state ?? {};
  const filtered = filter === undefined || /\b(?:dnat|redirect|tproxy)\b/.test(filter);
  return ipvs === undefined || ipvs.length > 0 || filtered;
}

function isDeaf({ state }: NodeFacts, { address, port }: Asked): boolean {
  const listening = (state?.sockets ?? []).some(
    (one) => one.protocol === "tcp" && one.port === port && ["*", address].includes(one.address),
  );
  return state?.sockets !== undefined && !listening;
}

function foundFor(facts: Facts, asked: Asked): Found[] {
  return holdersOf(facts, asked.address)
    .filter((node) => isDeaf(node, asked) && !sendsOn(node))
    .map(({ name, state }): Found => {
      const { address, port } = asked;
      const open = (state?.sockets ?? []).filter(({ protocol }) => protocol === "tcp");
      const ports = [...new Set(open.map((one) => `${one.address}:${one.port}`))].join(", ");
      const text = `ss -Hltn: ${ports || "nothing"}`;
      return { where: [{ node: name, file: "", text }], args: { address, port } };
    });
}

export const kind: RuleKind = {
  kind: "nobody-listens",
  severity: "error",
  rank: 70,
  needs: "node",
  follows: [
    "service/not-running",
    "haproxy/bind-address-not-here",
    "haproxy/bind-missing",
    "ipvs/service-missing",
  ],
  source: "ss(8); RFC 9293 3.5.2",
  breaks: (step) => [...step.expect, ...step.mended].length > 0,
  find: (facts) => {
    const asked = askedOverTcp(facts);
    const each = new Map(asked.map((one) => [`${one.address}:${one.port}`, one]));
    return [...each.values()].flatMap((one) => foundFor(facts, one));
  },
};
