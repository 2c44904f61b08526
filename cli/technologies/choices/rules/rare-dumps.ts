import type { Plan } from "../../../core/cluster/plan.ts";
import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundWhere, inFault } from "../chosen.ts";

/** Of the builder, where the line has none (templates/choices). */
const defaultS = 5;

/** What may be lost of the orders by a mistake, in seconds of their writer; undefined: the lab does not say. */
function allowedS({ steps, probes }: Plan): number | undefined {
  const step = steps.find(({ fault }) => fault?.["fault"] === "drop-table");
  const check = step?.expect.find((spec) => spec["check"] === "acknowledged-lost");
  const every = probes.find(({ name }) => name === check?.["probe"])?.spec["every"];
  const most = check?.["at-most"];
  return most === undefined ? undefined : (Number(most) * Number(every)) / 1000;
}

export const kind: RuleKind = {
  kind: "rare-dumps",
  severity: "error",
  rank: 33,
  needs: "files",
  source: "pg_dump(1): what was written after a dump is not in it",
  breaks: inFault("drop-table"),
  find: (facts) =>
    foundWhere(facts, ({ choices: { backup }, plan }) => {
      const [every, allowed] = [backup?.words["every"] ?? defaultS, allowedS(plan)];
      return backup?.technique === "dump" && allowed !== undefined && every > allowed
        ? [[backup.line, { every, allowed }]]
        : [];
    }),
};
