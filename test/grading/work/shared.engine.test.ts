import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { gradeSheet } from "../../../cli/grading/sheet.ts";
import { openBed } from "../../engine/cli.ts";
import { pairWith } from "../../engine/made-labs.ts";
import { engineDescribe } from "../../engine/require.ts";
import { residue, sweep } from "../../engine/residue.ts";
import { handIn, rightAnswer, steps } from "../grade/web-pair.ts";
import { Server } from "../queue/server.ts";

/** Four drills on a busy machine, one of them a second time after its lease was taken back. */
const longMs = 480_000;

engineDescribe("docker", "a batch that several workers play", () => {
  const bed = openBed();
  let server: Server;
  let batch: string | undefined;

  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  afterEach(async () => {
    if (batch === undefined) return;
    const left = await residue(`g-${batch}`, bed.state);
    await sweep(`g-${batch}`, bed.state);
    expect(left).toEqual([]);
  });

  function worker() {
    const args = ["worker", "--queue", server.url, "--jobs", "1"];
    return bed.start(args, { deadlineMs: longMs });
  }

  it(
    "each once, though one worker is killed in the middle; nothing is left, here or in the queue",
    async () => {
      const lab = pairWith(bed, "shared", steps);
      const names = ["one", "two", "three", "four"];
      const files = Object.fromEntries(names.map((name) => [name, rightAnswer(name)]));
      const paths = handIn(bed.dir, files);
      const args = ["grade", lab, ...paths, "--out", "sheet", "--queue", server.url, "--json"];
      const grading = bed.start(args, { deadlineMs: longMs });
      const first = worker();
      const playing = () => globSync(join(bed.state, "workers/*/*/out/*/player.log"));
      await expect.poll(() => playing().length, { timeout: 120_000 }).toBe(1);
      const [lost = ""] = playing().map((path) => path.split("/").at(-2) ?? "");
      first.kill("SIGKILL");
      await first.done;
      const others = [worker(), worker()];
      const { exitCode, stdout, stderr } = await grading.done;
      expect(exitCode, stderr).toBe(0);
      const sheet = gradeSheet.parse(JSON.parse(stdout));
      batch = sheet.batch;
      expect(sheet.submissions.map(({ id, verdict, points }) => [id, verdict, points])).toEqual(
        names.map((name) => [name, "pass", 20]),
      );
      for (const name of names) {
        const { tries } = JSON.parse(
          readFileSync(join(bed.dir, "sheet", name, "result.json"), "utf8"),
        );
        expect(tries.at(-1).attempt, name).toBeGreaterThanOrEqual(name === lost ? 2 : 1);
        const run = join(bed.dir, "sheet", name, tries.at(-1).run);
        expect(existsSync(join(run, "journal.ndjson"))).toBe(true);
      }
      for (const other of others) other.kill("SIGTERM");
      for (const other of others) expect((await other.done).exitCode).toBe(130);
      await using farm = await server.open();
      const kept =
        "SELECT (SELECT count(*) FROM halab.item) + (SELECT count(*) FROM halab.batch) AS n";
      expect(Number((await farm.database.executeSql(kept)).rows[0].n)).toBe(0);
    },
    longMs,
  );
});
