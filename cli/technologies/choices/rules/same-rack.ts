import { allOf } from "../../../core/kinds/phrase.ts";
import type { RuleKind } from "../../../core/kinds/rule.ts";
import type { Choice, Choices } from "../choices.ts";
import { type Chosen, faultIn, foundWhere, inFault } from "../chosen.ts";

type Racked = "dns" | "sessions" | "orders" | "files";

function racksOf({ plan }: Chosen): readonly (readonly string[])[] {
  const racks = faultIn(plan, "rack-dies")?.["racks"];
  if (!Array.isArray(racks)) return [];
  return racks.map((rack) => (Array.isArray(rack) ? rack.map(String) : []));
}

/** So many have to be left for the service to go on. */
function neededBy(service: Racked, { technique, nodes }: Choice): number {
  if (service === "sessions") return Math.floor(nodes.length / 2) + 1;
  return service === "orders" && technique === "synchronous" ? 2 : 1;
}

/** One that falls with any node is another rule's. */
function bearsOne(service: Racked, choice: Choice): boolean {
  return choice.nodes.length > neededBy(service, choice);
}

function wrongIn(choices: Choices, service: Racked, racks: ReturnType<typeof racksOf>) {
  const choice = choices[service];
  if (!choice || !bearsOne(service, choice)) return [];
  const needed = neededBy(service, choice);
  return racks.flatMap((rack) => {
    const together = choice.nodes.filter((node) => rack.includes(node));
    const left = choice.nodes.length - together.length;
    if (left >= needed || together.length < 2) return [];
    return [[choice.line, { service, together: allOf(together), left, needed }] as const];
  });
}

export const kind: RuleKind = {
  kind: "same-rack",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "what fails together is one failure: nodes on one supply",
  breaks: inFault("rack-dies"),
  find: (facts) =>
    foundWhere(facts, (chosen) =>
      (["dns", "sessions", "orders", "files"] as const).flatMap((service) =>
        wrongIn(chosen.choices, service, racksOf(chosen)),
      ),
    ),
};
