import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { globalOf } from "../config/smb-conf.ts";
import { controllersOf, oncePerLine } from "../facts.ts";

const logged = { checks: ["measured"] };

/** The level of what replication does: its own class, or that of all. */
function levelOf(value: string): number {
  const words = value.split(/\s+/);
  const own = words.findLast((word) => word.startsWith("drs_repl:"));
  return Number(own?.split(":")[1]?.split("@")[0] ?? words.find((word) => /^\d+$/.test(word)) ?? 0);
}

/** Samba says it at this level. */
const needed = 2;

export const kind: RuleKind = {
  kind: "log-quiet",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "smb.conf(5): log level; repl_meta_data.c says what it renames at level 2 of drs_repl",
  breaks: (step) =>
    stepHas(step, logged) &&
    (step.measure ?? []).some((one) => one["measure"] === "conflict-logged"),
  find(facts) {
    const asked = facts.plan.steps.some(({ measure }) =>
      (measure ?? []).some((one) => one["measure"] === "conflict-logged"),
    );
    if (!asked) return [];
    return oncePerLine(
      controllersOf(facts).flatMap(({ file, conf }): Found[] => {
        const said = globalOf(conf, "log level") ?? globalOf(conf, "debuglevel");
        const level = said ? levelOf(said.value) : 0;
        return level >= needed
          ? []
          : [{ where: [placeIn(file, said?.line ?? 1)], args: { level } }];
      }),
    );
  },
};
