import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Ctx } from "../../../cli/core/base/time.ts";
import { clusterName } from "../../../cli/core/cluster/name.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { casesOf } from "../../../cli/core/run/cases.ts";
import { clusterNames } from "../../../cli/core/run/cluster-names.ts";
import type { LoadMeter } from "../../../cli/core/run/load/machine-load.ts";
import { type CaseResult, type OpenedCase, testCases } from "../../../cli/core/run/play-cases.ts";
import { type Try, tryCase } from "../../../cli/core/run/try-case.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

const pass: Try = {
  said: "pass, 6 of 6 points",
  wrong: undefined,
  unknown: false,
  dir: "/r/p",
  shownDir: "r/p",
};
const unknown: Try = {
  said: "unknown in step steady",
  wrong: "it must pass, but step steady gave unknown",
  unknown: true,
  dir: "/r/u",
  shownDir: "r/u",
};
const fail: Try = {
  said: "fail in step steady",
  wrong: "it must pass, but step steady gave fail",
  unknown: false,
  dir: "/r/f",
  shownDir: "r/f",
};

/** Something waits for a processor for that share of the time, whatever runs. */
function meterOf({ clock }: Ctx, waiting: number): LoadMeter {
  const sample = () => {
    const ns = clock.nowNs();
    return { ns, idleMs: 0, waitedUs: (ns / 1000) * waiting, availableMiB: 16_000 };
  };
  return { processors: 2, sample };
}

/** The small lab with an alternative and mutants. */
async function opened(): Promise<OpenedCase[]> {
  using dir = new TempDir({
    "lab.yaml": editedLab(),
    "starter/a/x": "",
    "alternatives/other/alternative.yaml": "why: x\n",
    "mutants/late/mutant.yaml": "why: x\ncatches: failback\n",
    "mutants/early/mutant.yaml": "why: x\ncatches: steady\n",
  });
  const { lab } = await openDir(dir.path);
  const { plan } = await openDir(dir.path);
  return casesOf(lab).map((one) => ({ one, lab: { ...lab, name: "small" }, plan }));
}

interface Scripted {
  readonly results: readonly CaseResult[];
  /** Each try as it began: its name, and how many others were being played. */
  readonly began: readonly string[];
  readonly written: readonly string[];
}

/** Plays cases that do as they are told: for each name what its tries give, `pass` after that. */
async function scripted(
  tries: Readonly<Record<string, readonly (Try | Error)[]>>,
  { jobs = 8, waiting = 0 } = {},
): Promise<Scripted> {
  const [ctx, began, written] = [testCtx(), [] as string[], [] as string[]];
  const turns = new Map<string, number>();
  let running = 0;
  const tryOnce: typeof tryCase = async ({ one, up }, { clock, signal }) => {
    const turn = turns.get(one.name) ?? 0;
    turns.set(one.name, turn + 1);
    began.push(`${one.name} beside ${running}`);
    running += 1;
    try {
      up();
      await clock.wait(1000, signal);
      const given = tries[one.name]?.[turn] ?? pass;
      if (given instanceof Error) throw given;
      return given;
    } finally {
      running -= 1;
    }
  };
  const results = await testCases(
    {
      cases: await opened(),
      jobs,
      provider: createFake(),
      meter: meterOf(ctx, waiting),
      tryOnce,
      written: async (dir) => void written.push(dir),
      onResult: () => {},
    },
    ctx,
  );
  return { results, began, written };
}

const of = (played: Scripted, name: string) => played.results.find((one) => one.name === name);

describe("cases that are played several at a time", () => {
  it("give their results in their own order", async () => {
    using _state = new TempState();
    const played = await scripted({});
    expect(played.results.map(({ name }) => name)).toEqual([
      ...["solution", "starter", "other", "early", "late"],
    ]);
    expect(played.results.every(({ wrong, tries }) => wrong === undefined && tries === 1)).toBe(
      true,
    );
    expect(played.written).toEqual([]);
    // The short one comes last.
    expect(played.began.at(-1)).toBe("starter beside 4");
  });

  it("are played again alone after an unknown, as often as it is worth", async () => {
    using _state = new TempState();
    const twice = await scripted({ solution: [unknown], other: [unknown, unknown] });
    expect(of(twice, "solution")).toMatchObject({ tries: 2, wrong: undefined, beside: 0 });
    expect(of(twice, "other")).toMatchObject({
      tries: 3,
      wrong: undefined,
      before: [
        { said: unknown.said, dir: "r/u" },
        { said: unknown.said, dir: "r/u" },
      ],
    });
    // What was odd gets its pages.
    expect([...twice.written].sort()).toEqual(["/r/p", "/r/p", "/r/u", "/r/u", "/r/u"]);
    const again = twice.began.slice(5);
    expect(again).toEqual(["solution beside 0", "other beside 0", "other beside 0"]);
    const never = await scripted({ solution: [unknown, unknown, unknown, unknown] });
    expect(of(never, "solution")).toMatchObject({ tries: 3, wrong: unknown.wrong });
  });

  it("are played again alone, once, after a wrong verdict beside others", async () => {
    using _state = new TempState();
    const right = await scripted({ solution: [fail] });
    expect(of(right, "solution")).toMatchObject({ tries: 2, wrong: undefined });
    const wrong = await scripted({ solution: [fail, fail, pass] });
    expect(of(wrong, "solution")).toMatchObject({ tries: 2, wrong: fail.wrong });
  });

  it("have a wrong verdict at once when nobody was beside them", async () => {
    using _state = new TempState();
    const played = await scripted({ solution: [fail] }, { jobs: 1 });
    expect(of(played, "solution")).toMatchObject({ tries: 1, wrong: fail.wrong });
  });

  it("are played again, too, when something else kept the machine busy", async () => {
    using _state = new TempState();
    const played = await scripted({ solution: [fail, fail] }, { jobs: 1, waiting: 0.8 });
    expect(of(played, "solution")).toMatchObject({ tries: 3, wrong: undefined });
    const never = await scripted({ solution: [fail, fail, fail] }, { jobs: 1, waiting: 0.8 });
    expect(of(never, "solution")).toMatchObject({ tries: 3, wrong: fail.wrong });
  });

  it("a bug or a lost engine ends them all", async () => {
    using _state = new TempState();
    const gone = new HalabError("ENGINE_UNAVAILABLE", "the engine is gone");
    await expect(scripted({ other: [gone] })).rejects.toThrow("the engine is gone");
  });
});

describe("a case on a cluster", () => {
  it("says when its cluster is up, what it did, and leaves nothing", async () => {
    using _state = new TempState();
    const [ctx, provider] = [testCtx(), createFake()];
    const [solution] = await opened();
    if (!solution) throw new Error("no solution");
    const ups: string[] = [];
    const up = () => void ups.push("up");
    const tried = await tryCase({ ...solution, provider, name: "x", up }, ctx);
    expect(tried).toMatchObject({ said: "pass, 6 of 6 points", wrong: undefined, unknown: false });
    expect(existsSync(join(tried.dir, "journal.ndjson"))).toBe(true);
    expect(ups).toEqual(["up"]);
    expect(await provider.list(ctx)).toEqual([]);
  });

  it("that must fail ends with its first step that does; one that must pass is played to its end", async () => {
    using _state = new TempState();
    const [solution] = await opened();
    if (!solution) throw new Error("no solution");
    const [steady, ...rest] = solution.plan.steps;
    const expect_ = steady?.expect.map((spec) => (spec["owner"] ? { ...spec, owner: "b" } : spec));
    const plan = { ...solution.plan, steps: [{ ...steady, expect: expect_ }, ...rest] } as Plan;
    const played = async (kind: "mutant" | "alternative") => {
      const one = { ...solution.one, kind, catches: "steady" };
      const options = { ...solution, plan, one, provider: createFake(), name: "x", up: () => {} };
      const { dir, said, wrong } = await tryCase(options, testCtx());
      const steps = [...RunView.of(readJournal(join(dir, "journal.ndjson"))).steps.keys()];
      return { said, wrong, steps };
    };
    const said = "fail in step steady";
    expect(await played("mutant")).toEqual({ said, wrong: undefined, steps: ["steady"] });
    const all = { said, steps: ["steady", "failover", "failback", "goodbye"] };
    expect(await played("alternative")).toMatchObject(all);
  });

  it("that does not start is wrong, and the others go on; a lost engine is no verdict", async () => {
    using _state = new TempState();
    const [solution] = await opened();
    if (!solution) throw new Error("no solution");
    const tried = (error: Error) => {
      const provider = { ...createFake(), up: () => Promise.reject(error) };
      return tryCase({ ...solution, provider, name: "x", up: () => {} }, testCtx());
    };
    const details = ["haproxy: line 3"];
    expect(await tried(new HalabError("CONFIG_INVALID", "a did not come up", { details }))).toEqual(
      {
        said: "broke off: a did not come up",
        wrong: "a did not come up\nhaproxy: line 3",
        unknown: false,
        error: "CONFIG_INVALID",
        dir: "",
        shownDir: "",
      },
    );
    await expect(tried(new HalabError("ENGINE_UNAVAILABLE", "gone"))).rejects.toThrow("gone");
    await expect(tried(new Error("a bug"))).rejects.toThrow("a bug");
  });

  it("has a cluster's name of its own, however long or alike they are", () => {
    const named = (
      prefix: string | undefined,
      ...cases: [lab: string, name: string, dir?: string][]
    ) => {
      const opened = cases.map(([name, one, dir = "labs"]) => {
        return {
          lab: { name, dir: `${dir}/${name}` },
          one: { name: one, kind: "mutant" as const },
        };
      });
      return [...clusterNames(opened, prefix).values()];
    };
    expect(named(undefined, ["vrrp-failover", "no-preempt"])).toEqual(["vrrp-failover-no-preempt"]);
    expect(named("t", ["small", "solution"])).toEqual(["t-small-solution"]);
    const lab = "bind-primary-secondary";
    const alike = named(
      "t-abcdef-lab",
      ...Array.from({ length: 2000 }, (_, at): [string, string] => [
        lab,
        `wrong-secret-of-ns${at}`,
      ]),
      ["a-b", "c"],
      ["a", "b-c"],
      ["small", "x", "here"],
      ["small", "x", "there"],
      ["small", "X_y"],
      ["small", "x-y"],
    );
    expect(new Set(alike).size).toBe(alike.length);
    for (const name of alike) expect(clusterName(name)).toMatch(/^t-abcdef-lab-[a-z0-9-]+$/);
  });
});
