/** Rules that change what a node says of itself in ARP. */
import type { Place } from "../../core/kinds/rule.ts";
import type { Ruleset } from "./config/ruleset.ts";

/** The first rule that sets the sender's MAC. */
export function arpRuleOf({ tables }: Ruleset): Place | undefined {
  const chains = tables
    .filter(({ family }) => family === "arp")
    .flatMap((table) => [...table.chains.values()]);
  const rules = chains.flatMap((chain) => chain.rules);
  return rules.find(({ words }) => words.join(" ").includes("saddr ether set"))?.place;
}
