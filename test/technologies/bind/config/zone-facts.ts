import { factsOf } from "../../../../cli/core/diagnose/facts.ts";
import type { FactFile, Facts } from "../../../../cli/core/kinds/rule.ts";
import {
  readZone,
  type ZoneRecord,
} from "../../../../cli/technologies/bind/config/zone/records.ts";
import { makePlan } from "../../../fixtures/plan.ts";

const facts: () => Facts = () => factsOf(makePlan(), { looked: ["files"] });

function file(path: string, text: string): FactFile {
  return { node: "ns", path, text, owner: "student" };
}

/** The records of the zone lab.test, of this text and of the files that it may include. */
export function recordsOf(
  text: string,
  more: Readonly<Record<string, string>> = {},
): readonly ZoneRecord[] {
  const files = new Map(Object.entries(more).map(([path, said]) => [path, file(path, said)]));
  const first = file("/z/lab.test", text);
  return readZone(facts(), first, "lab.test", (path) => files.get(path)).records;
}
