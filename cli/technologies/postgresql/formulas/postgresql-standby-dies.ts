import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { type PostgresState, kind as postgresql, settingS } from "../readers/postgresql.ts";
import { isNamed, parseSyncNames } from "../sync-names.ts";

/** What is never over is an hour: nobody waits for longer than a lab's limit. */
const neverS = 3600;
const source = "PostgreSQL 15, 20.6.2, 27.2.8; syncrep.c, walsender.c";

/** How long commits wait, and why so long. */
function wait(primary: PostgresState, dead: readonly string[]) {
  const names = parseSyncNames(primary.settings["synchronous_standby_names"] ?? "");
  const commit = primary.settings["synchronous_commit"] ?? "on";
  if (!names || commit === "off" || commit === "local")
    return { hi: 0, formula: "0", note: "no commit waits for a standby" };
  const candidates = primary.standbys.filter(({ name }) => isNamed(names, name));
  const left = candidates.filter(({ name }) => !dead.includes(name));
  if (left.length < names.count)
    return { hi: neverS, formula: "never", note: "too few are left that commits may wait for" };
  const waited = candidates.filter(({ sync }) => sync === "sync").map(({ name }) => name);
  if (names.method === "any" || !waited.some((name) => dead.includes(name)))
    return { hi: 0, formula: "0", note: "the others' answers are enough" };
  return undefined;
}

export const kind: FormulaKind = {
  kind: "postgresql-standby-dies",
  about:
    "A standby falls silent: for how long commits wait. Not at all where enough others answer (ANY) or nobody waits for it; until the primary gives it up (wal_sender_timeout T, counted from its last answer) where it is one of the first in the list; for ever where too few are left.",
  bound(view) {
    const dead = view.fault?.nodes ?? [];
    const all = [...valuesOf(view.run, postgresql)];
    const primary = all.find(([node, { standby }]) => !standby && !dead.includes(node))?.[1];
    if (!primary) return "no primary has told what it has in force";
    const found = wait(primary, dead);
    if (found) return { lo: 0, ...found, inputs: {}, source };
    const T = settingS(primary, "wal_sender_timeout") ?? 60;
    return { lo: 0, hi: T, formula: "0 .. T", inputs: { T }, source };
  },
};
