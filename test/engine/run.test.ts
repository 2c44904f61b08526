import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { documentOf } from "../fixtures/document.ts";
import { journalOf, lab, openBed, type Running, runDirs } from "./cli.ts";
import { watchEvents } from "./events.ts";
import { longFault, pairWith } from "./made-labs.ts";
import { engineDescribe } from "./require.ts";

const verdict = z.enum(["pass", "fail", "unknown"]);
/** The contract of issue 2; more keys may be added. */
const report = z.object({
  schema: z.literal("halab/report/1"),
  run: z.string().min(1),
  lab: z.string(),
  provider: z.literal("docker"),
  verdict,
  points: z.number(),
  maxPoints: z.number(),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      verdict,
      points: z.number(),
      maxPoints: z.number(),
      fault: z
        .object({ kind: z.string(), node: z.string(), effective: z.boolean() })
        .nullable()
        .optional(),
      checks: z.array(
        z.object({
          check: z.string(),
          verdict,
          measured: z.number().optional(),
          unit: z.string().optional(),
          bound: z.object({ lo: z.number(), hi: z.number(), formula: z.string() }).optional(),
          evidence: z.array(z.string()),
        }),
      ),
    }),
  ),
});

engineDescribe("docker", "a run", () => {
  const bed = openBed();

  it("measures, judges, keeps everything, and can be graded again", async () => {
    const name = bed.name("run");
    const result = await bed.halab(["run", lab("pair"), "--name", name, "--json"]);
    const graded = report.parse(documentOf(result));
    const why = JSON.stringify(graded.steps, null, 1);
    expect(graded, why).toMatchObject({ lab: "pair", verdict: "pass", points: 30, maxPoints: 30 });
    expect(result.exitCode).toBe(0);
    expect(graded.steps.map(({ id, fault }) => [id, fault?.kind ?? null])).toEqual([
      ["steady", null],
      ["cut", "cut"],
      ["process", "kill"],
    ]);
    const cut = graded.steps[1];
    expect(cut?.fault?.effective).toBe(true);
    expect(cut?.checks[0]).toMatchObject({
      check: "outage",
      unit: "s",
      bound: { lo: 0.5, hi: 0.5 },
    });
    await bed.noResidue(name);

    const [dir = ""] = runDirs(bed);
    expect(readdirSync(dir)).toEqual(
      expect.arrayContaining(["files", "journal.ndjson", "logs", "report.html", "report.json"]),
    );
    expect(JSON.parse(readFileSync(join(dir, "report.json"), "utf8"))).toMatchObject(graded);
    expect(readFileSync(join(dir, "files/web1/etc/nginx/nginx.conf"), "utf8")).toContain("web1");
    expect(readdirSync(join(dir, "logs")).sort()).toEqual(["client.log", "web1.log", "web2.log"]);
    const page = readFileSync(join(dir, "report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/i);
    // One self-contained page: nothing is fetched.
    expect(page).not.toMatch(/(src|href)=["']https?:/i);
    const journal = journalOf(bed);
    expect(journal[0]).toMatchObject({ kind: "run", schema: "halab/journal/2", lab: "pair" });
    expect(journal.at(-1)).toMatchObject({ kind: "end", reason: "finished" });

    const again = await bed.halab(["report", graded.run, "--json"]);
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(result.stdout));
    const shown = await bed.halab(["report", dir]);
    expect(shown.stdout).toContain("30 of 30 points");
  });

  it("exits with 1 when a check fails, and cleans up all the same", async () => {
    const steps = `steps:
  - id: cut
    title: The path is cut
    break: { fault: cut, between: [client, web1], for: 500ms }
    expect: [{ check: outage, probe: site, within: 100ms, points: 5 }]
`;
    const name = bed.name("fail");
    const dir = pairWith(bed, "failing", steps);
    const result = await bed.halab(["run", dir, "--name", name]);
    expect(result.exitCode, result.stderr).toBe(1);
    expect(result.stdout).toContain("0 of 5 points");
    await bed.noResidue(name);
  });

  it("with --keep leaves its cluster there, to be taken down later", async () => {
    const name = bed.name("keep");
    const kept = await bed.halab([
      "run",
      lab("pair"),
      "--name",
      name,
      "--until",
      "steady",
      "--keep",
    ]);
    expect(kept.exitCode, kept.stderr).toBe(0);
    await bed.ok(["gc"]);
    expect(await bed.sh(name, "client", "curl -s -m 2 web1")).toBe("web1");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  describe("stopped by Ctrl-C", () => {
    const cancelled = async (run: Running, name: string) => {
      const result = await run.done;
      expect(result.exitCode, result.stderr).toBe(130);
      expect(result.stderr).toContain("Ctrl-C: healing and cleaning up");
      expect(result.stderr).not.toMatch(/unexpected|caused by/);
      await bed.noResidue(name);
    };

    it.each([
      ["network create", 1],
      ["container create", 2],
      ["container start", 3],
    ] as const)("during up, at %s %i", async (what, nth) => {
      const name = bed.name("up");
      await using events = await watchEvents(name);
      const run = bed.start(["up", lab("pair"), "--name", name]);
      await events.nth(what, nth);
      run.kill("SIGINT");
      await cancelled(run, name);
    });

    it.each([
      ["freeze", "{ fault: freeze, node: web1 }"],
      ["cut", "{ fault: cut, between: [client, web1] }"],
      ["power-off", "{ fault: power-off, node: web1 }"],
    ])("during a step with %s in", async (kind, fault) => {
      const name = bed.name("step");
      const run = bed.start(["run", longFault(bed, `int-${kind}`, fault), "--name", name]);
      await run.line(/nodes up/);
      await expect
        .poll(() => journalOf(bed).some((event) => event["phase"] === "effect"), {
          timeout: 20_000,
          interval: 20,
        })
        .toBe(true);
      run.kill("SIGINT");
      await cancelled(run, name);
      const journal = journalOf(bed);
      expect(journal.at(-1)).toMatchObject({ kind: "end", reason: "cancelled" });
      expect(existsSync(join(runDirs(bed).at(-1) ?? "", "logs"))).toBe(true);
    });

    it("during the down at its end", async () => {
      const name = bed.name("end");
      await using events = await watchEvents(name);
      const run = bed.start(["run", lab("pair"), "--name", name, "--until", "steady"]);
      await events.nth("container kill", 1);
      run.kill("SIGINT");
      await cancelled(run, name);
    });

    it("during down", async () => {
      const name = bed.name("down");
      await bed.ok(["up", lab("pair"), "--name", name]);
      await using events = await watchEvents(name);
      const run = bed.start(["down", name]);
      await events.nth("container destroy", 1);
      run.kill("SIGINT");
      await cancelled(run, name);
    });

    it("twice quits at once and says what cleans later; gc does", async () => {
      const name = bed.name("twice");
      const lab = longFault(bed, "twice", "{ fault: freeze, node: web1 }");
      const run = bed.start(["run", lab, "--name", name]);
      await expect
        .poll(() => journalOf(bed).some((event) => event["phase"] === "effect"), {
          timeout: 20_000,
          interval: 20,
        })
        .toBe(true);
      run.kill("SIGINT");
      await run.line(/again: quit at once/);
      run.kill("SIGINT");
      const result = await run.done;
      expect(result.exitCode).toBe(130);
      expect(result.stderr).toContain("quit at once; to clean up: halab gc");
      await bed.ok(["gc"]);
      await bed.noResidue(name);
    });
  });
});
