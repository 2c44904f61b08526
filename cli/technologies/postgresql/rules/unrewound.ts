import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { oncePerLine, serversIn } from "../config/servers.ts";

const joins = /^[^#]*standby\.signal/m;
const goesBack = /^[^#]*(?:\bpg_rewind\b|\bpg_basebackup\b)/m;

export const kind: RuleKind = {
  kind: "unrewound",
  severity: "error",
  rank: 37,
  needs: "files",
  source: "PostgreSQL 15, 27.3, pg_rewind",
  breaks: (step) => stepHas(step, { faults: ["lag"], checks: ["identical"] }),
  find: (facts) =>
    oncePerLine(
      serversIn(facts).flatMap(({ hook }): Found[] => {
        if (!hook || !joins.test(hook.text) || goesBack.test(hook.text)) return [];
        const line = hook.text.split("\n").findIndex((one) => joins.test(one)) + 1;
        return [{ where: [placeIn(hook, line)], args: {} }];
      }),
    ),
};
