/**
 * What is lost when the primary of postgres-replication dies behind a lagging link, run by run: as halab counts it, and by the
 * dead server's own word. It starts again as it was (the mutant `amnesia`), and what it alone has is what was lost.
 * `HALAB_LOST=20` how many runs.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { labsDir } from "../../cli/core/base/home.ts";
import { readJournal } from "../../cli/core/journal/file.ts";
import { RunView } from "../../cli/core/journal/view.ts";
import { fatesOf } from "../../cli/technologies/transactions/fates.ts";
import { isIn, parseRanges } from "../../cli/technologies/transactions/numbers.ts";
import { rowsOf } from "../../cli/technologies/transactions/rows.ts";
import { documentOf } from "../fixtures/document.ts";
import { command } from "./cli.ts";
import { labWith } from "./steps-lab.ts";
import { note, row, spread } from "./tools.ts";

const lab = "postgres-replication";
const dead = "pg1";
const writers = ["clicks", "orders"] as const;

/** The lab's own step, and a look at the server that died. */
function stepsOf(): readonly object[] {
  const shape = z.object({ steps: z.array(z.looseObject({ id: z.string() })) });
  const { steps } = shape.parse(parse(readFileSync(join(labsDir(), lab, "lab.yaml"), "utf8")));
  const failover = steps.find(({ id }) => id === "failover");
  if (!failover) throw new Error(`${lab} has no step failover any more`);
  const measure = writers.map((probe) => ({
    measure: "rows",
    as: `${probe}-of-the-dead`,
    probe,
    nodes: [dead],
    within: "5s",
  }));
  const old = { id: "old", title: "What the dead one had", settle: "100ms", watch: "100ms" };
  const expect = writers.map((probe) => ({
    check: "acknowledged-lost",
    probe,
    rows: `${probe}-of-the-dead`,
    "at-most": 1e9,
  }));
  return [failover, { ...old, measure, expect }];
}

interface Account {
  /** As the check counts it: acknowledged, and not on those that are left. */
  readonly counted: number;
  /** On the dead one's disk and on no other, whatever the client knows of it. */
  readonly alone: number;
  /** Of those the ones of which the client never had an answer. */
  readonly unanswered: number;
}

/** Undefined: one of the two was not read. */
function accountOf(view: RunView, probe: string): Account | undefined {
  const series = view.series.get(probe);
  const left = rowsOf({ run: view }, `${probe}-left`);
  const old = rowsOf({ run: view }, `${probe}-of-the-dead`)?.nodes[0];
  const kept = left?.nodes.find((one) => "numbers" in one);
  if (!series || !left || !kept || !old || !("numbers" in kept && "numbers" in old))
    return undefined;
  const [here, there] = [parseRanges(old.numbers), parseRanges(kept.numbers)];
  if (!here || !there) return undefined;
  const fates = fatesOf(series, 0, left.below);
  const isAlone = (n: number) => isIn(here, n) && !isIn(there, n);
  const counted = fates.acknowledged.filter((n) => !isIn(there, n));
  const unanswered = fates.unknown.filter(isAlone).length;
  const alone = Array.from({ length: left.below }, (_, n) => n).filter(isAlone).length;
  return { counted: counted.length, alone, unanswered };
}

async function play(dir: string, cwd: string): Promise<RunView> {
  const args = ["run", dir, "--name", "bench-lost", "--json"];
  const { run } = documentOf<{ run: string }>(await command(args, { cwd, reject: false }));
  return RunView.of(readJournal(join(cwd, "runs", `${run}-${lab}`, "journal.ndjson")));
}

export async function benchLostWrites(): Promise<void> {
  const count = Number(process.env["HALAB_LOST"] ?? 20);
  const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
  const dir = labWith({ lab, steps: stepsOf(), mutant: "amnesia" }, cwd);
  const accounts = { clicks: [] as Account[], orders: [] as Account[] };
  for (let at = 0; at < count; at += 1) {
    const view = await play(dir, cwd);
    for (const probe of writers) {
      const account = accountOf(view, probe);
      if (account) accounts[probe].push(account);
    }
  }
  const { clicks, orders } = accounts;
  const right = clicks.filter(
    ({ counted, alone, unanswered }) => counted > 0 && counted === alone - unanswered,
  );
  row(
    `${count} failovers behind a link that was cut for 0.7 s, commits that wait for nobody`,
    `${right.length} in which what was lost is found, and is to the row what the dead server alone has (${cwd})`,
    "all of them",
    right.length === count,
  );
  note("acknowledged and lost, least / median / most", spread(clicks.map((one) => one.counted)));
  const none = orders.filter(({ counted }) => counted === 0).length;
  row(
    "the same failovers, commits that wait for a standby",
    `${none} in which nothing that was acknowledged is lost`,
    "all of them",
    none === count,
  );
}
