/** A lab may have several clusters: each is asked by itself, for what one says is no news of another. */
import type { Facts, NodeFacts, RuleKind } from "../../../core/kinds/rule.ts";

const isMember = ({ services }: NodeFacts) => services.includes("corosync");

/** The members of one cluster have one role; who is no member is everybody's neighbour. */
function clustersIn(facts: Facts): readonly Facts[] {
  const members = facts.nodes.filter(isMember);
  const roles = new Set(members.map(({ role }) => role));
  if (roles.size < 2) return [facts];
  return [...roles].map((role) => ({
    ...facts,
    nodes: facts.nodes.filter((node) => !isMember(node) || node.role === role),
  }));
}

/** The rule, asked of each cluster. */
export function eachCluster(rule: RuleKind): RuleKind {
  return { ...rule, find: (facts) => clustersIn(facts).flatMap((one) => rule.find(one)) };
}
