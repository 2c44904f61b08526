/** The names that clients ask for in a lab, what they are by the zone's own file, and who answers. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { type Question, questionsOf } from "./network.ts";
import { type Server, serversOf, zoneHolding } from "./server.ts";
import { addressesOf, type Named } from "./zone/files.ts";

export interface AskedName extends Question {
  readonly truth: Named;
}

/** The one primary of the zone that a name is in; with several of them nobody can tell. */
function primaryFor(facts: Facts, name: string): Server | undefined {
  const primaries = serversOf(facts).filter(
    (server) => zoneHolding(server, name)?.type === "primary" && server.views.length === 0,
  );
  return primaries.length === 1 ? primaries[0] : undefined;
}

const known = new WeakMap<Facts, readonly AskedName[]>();

/** Questions for addresses, where a zone file here answers them. */
export function askedNames(facts: Facts): readonly AskedName[] {
  const already = known.get(facts);
  if (already) return already;
  const asked = questionsOf(facts).flatMap((question): AskedName[] => {
    const spec = facts.plan.probes.find(({ name }) => name === question.probe)?.spec;
    const primary = primaryFor(facts, question.name);
    if (!primary || (spec?.["type"] ?? "A") !== "A") return [];
    const truth = addressesOf(facts, primary, question.name);
    return truth ? [{ ...question, truth }] : [];
  });
  known.set(facts, asked);
  return asked;
}

/** It has the zone itself, so it answers without asking anybody, and keeps nothing in a cache. */
export function hasZone(server: Server, name: string): boolean {
  const type = zoneHolding(server, name)?.type;
  return type === "primary" || type === "secondary";
}
