import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { type PostgresState, kind as postgresql, settingS } from "../readers/postgresql.ts";
import { isNamed, parseSyncNames } from "../sync-names.ts";

/** What is never over is an hour: nobody waits for longer than a lab's limit. */
const neverS = 3600;
const source = "PostgreSQL 15, 20.6.2, 27.2.8; syncrep.c, walsender.c";

interface Servers {
  readonly names: readonly string[];
  readonly dead: readonly string[];
}

/** How long commits wait while that server is the primary; standbys are called as their nodes. */
function waitS(primary: string, state: PostgresState, { names, dead }: Servers): number {
  const sync = parseSyncNames(state.settings["synchronous_standby_names"] ?? "");
  const commit = state.settings["synchronous_commit"] ?? "on";
  if (!sync || commit === "off" || commit === "local") return 0;
  const standbys = names.filter((name) => name !== primary && isNamed(sync, name));
  const left = standbys.filter((name) => !dead.includes(name));
  if (left.length < sync.count) return neverS;
  const first = sync.names.filter((name) => standbys.includes(name)).slice(0, sync.count);
  const given = sync.method === "first" && first.some((name) => dead.includes(name));
  return given ? (settingS(state, "wal_sender_timeout") ?? 60) : 0;
}

export const kind: FormulaKind = {
  kind: "postgresql-standby-dies",
  about:
    "A standby falls silent: for how long commits wait. Not at all where enough others answer (ANY) or nobody waits for it; until the primary gives it up (wal_sender_timeout, counted from its last answer) where it is one of the first in the list; for ever where too few are left. Whoever is the primary: the longest of them.",
  bound(view) {
    const dead = view.fault?.nodes ?? [];
    const values = valuesOf(view.run, postgresql);
    const servers = { names: [...values.keys()], dead };
    // Roles are those of the run's end, so they are not asked.
    const waits = [...values]
      .filter(([node]) => !dead.includes(node))
      .map(([node, state]) => waitS(node, state, servers));
    if (waits.length === 0) return "no server has told what it has in force";
    const hi = Math.max(...waits);
    if (hi === neverS) return { lo: 0, hi, formula: "for ever", inputs: {}, source };
    return {
      lo: 0,
      hi,
      formula: hi === 0 ? "0" : "0 .. T",
      inputs: hi === 0 ? {} : { T: hi },
      source,
    };
  },
};
