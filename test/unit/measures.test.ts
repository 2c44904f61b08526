import { beforeAll, describe, expect, it } from "vitest";
import type { MeasureRecord } from "../../cli/core/journal/view.ts";
import { grade } from "../../cli/core/judge/grade.ts";
import type { CheckReport } from "../../cli/core/judge/report.ts";
import { type AnyCheck, loadChecks } from "../../cli/core/kinds/check.ts";
import { play } from "../../cli/core/run/run.ts";
import { createFake } from "../../cli/providers/fake/index.ts";
import { renderHtml } from "../../cli/report/page/html.ts";
import { renderSummary } from "../../cli/report/text/summary.ts";
import { cpuSeconds } from "../../cli/technologies/machine/disk-chain.ts";
import { ownMemory } from "../../cli/technologies/machine/measures/memory.ts";
import { decadesBetween, findPrediction } from "../../cli/technologies/predictions/predictions.ts";
import { renderError } from "../../cli/ui/errors.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { editedLab, openDir } from "../fixtures/labs.ts";
import { seeded } from "../fixtures/seeded.ts";
import { TempDir, TempState } from "../fixtures/temp.ts";

let checks: ReadonlyMap<string, AnyCheck>;
beforeAll(async () => {
  checks = await loadChecks();
});

type Taken = Partial<Pick<MeasureRecord, "value" | "unit" | "evidence" | "busy">>;
interface Given {
  readonly written?: string;
  readonly taken?: Readonly<Record<string, Taken>>;
}

/** A step that only measures; `written` is the student's file. */
function judged(check: Readonly<Record<string, unknown>>, given: Given): CheckReport {
  const spec = checks.get(String(check["check"]))?.schema.parse(check);
  const also = Object.entries(given.taken ?? {}).map(
    ([name, one]) =>
      [
        12,
        {
          ...{ kind: "measure", step: "s", name, measure: "memory", title: name },
          ...{ value: null, unit: "", evidence: [], tookMs: 1, ...one },
        },
      ] as const,
  );
  const events = seeded({ check: { ...spec, points: 10 }, fault: "none", also } as never);
  const path = "/root/predictions.conf";
  const file = { path, mode: 0o644, content: given.written ?? "", source: "", owner: "student" };
  const found = grade(
    events.map((event) => {
      if (event.kind !== "run") return event;
      const nodes = event.plan.nodes.map((node, at) =>
        at === 4 ? { ...node, files: [{ ...file, owner: "student" as const }] } : node,
      );
      return { ...event, plan: { ...event.plan, nodes } };
    }),
    checks,
  ).steps[0]?.checks[0];
  if (!found) throw new Error("the journal has no check");
  return found;
}

type Row = readonly [title: string, verdict: CheckReport["verdict"], given: Given];

function table(check: Readonly<Record<string, unknown>>, rows: readonly Row[]): void {
  it.each(rows)("%s: %s", (_, verdict, given) => {
    const found = judged(check, given);
    expect(found, found.evidence.join("; ")).toMatchObject({
      verdict,
      points: verdict === "pass" ? 10 : 0,
    });
    expect(found.evidence).not.toEqual([]);
  });
}

const s = (value: number | null, busy?: number): Taken => ({
  value,
  unit: "s",
  ...(busy === undefined ? {} : { busy }),
});
const mib = (value: number): Taken => ({ value, unit: "MiB" });

describe("predicted, a time", () => {
  const check = { check: "predicted", prediction: "vm-start", measure: "vm" };
  const taken = { vm: s(5) };
  table(check, [
    ["the same", "pass", { written: "vm-start: 5 s", taken }],
    ["another unit", "pass", { written: "vm-start: 5000ms", taken }],
    ["no unit is the measure's", "pass", { written: "vm-start = 6", taken }],
    ["exactly ten times more", "pass", { written: "vm-start: 50", taken }],
    ["exactly ten times less", "pass", { written: "vm-start: 0.5", taken }],
    ["a little more than ten times more", "fail", { written: "vm-start: 50.1", taken }],
    ["a little less than a tenth", "fail", { written: "vm-start: 0.499", taken }],
    ["a wrong unit", "fail", { written: "vm-start: 5 MiB", taken }],
    ["a unit that is none", "fail", { written: "vm-start: 5 blocks", taken }],
    ["a word", "fail", { written: "vm-start: quickly", taken }],
    ["zero", "fail", { written: "vm-start: 0", taken }],
    ["less than nothing", "fail", { written: "vm-start: -5", taken }],
    ["with a comment", "pass", { written: "# mine\n  vm-start: 5 s # as it was", taken }],
    ["nothing yet", "fail", { written: "vm-start:", taken }],
    ["a TODO", "fail", { written: "vm-start: TODO", taken }],
    ["only a comment", "fail", { written: "vm-start: # 5 s", taken }],
    ["no such line", "fail", { written: "vm-starts: 5 s", taken }],
    ["twice", "fail", { written: "vm-start: 5\nvm-start: 50", taken }],
    ["not measured", "unknown", { written: "vm-start: 5", taken: {} }],
    ["could not be measured", "unknown", { written: "vm-start: 5", taken: { vm: s(null) } }],
  ]);

  it("says both values, and how far they are apart", () => {
    const found = judged(check, { written: "vm-start: 0.1 s", taken });
    expect(found.measured).toBe(5);
    expect(found.bound).toMatchObject({ lo: 0.01, hi: 1, inputs: { p: 0.1 } });
    expect(found.evidence).toEqual([
      "predicted 0.1 s, measured 5 s",
      "a factor of 50, or 1.70 orders of magnitude; 1 is allowed",
    ]);
  });
});

describe("predicted on a busy host", () => {
  const check = { check: "predicted", prediction: "vm-start", measure: "vm", within: 0.5 };
  table(check, [
    ["right all the same", "pass", { written: "vm-start: 10", taken: { vm: s(20, 0.9) } }],
    ["perhaps right otherwise", "unknown", { written: "vm-start: 5", taken: { vm: s(20, 0.6) } }],
    ["quiet, so it is wrong", "fail", { written: "vm-start: 5", taken: { vm: s(20, 0) } }],
    ["wrong however busy", "fail", { written: "vm-start: 0.1", taken: { vm: s(20, 1) } }],
    ["too much in any case", "fail", { written: "vm-start: 500", taken: { vm: s(20, 1) } }],
  ]);
});

describe("predicted, a size with a floor", () => {
  const check = { check: "predicted", prediction: "own", measure: "own", floor: 1 };
  const written = (text: string, value: number): Given => ({
    written: `own: ${text}`,
    taken: { own: mib(value) },
  });
  table(check, [
    ["nothing is next to nothing", "pass", written("0", 0.2)],
    ["the other way round", "pass", written("3 MiB", 0)],
    ["up to ten times the floor", "pass", written("10 MiB", 0.001)],
    ["more than that", "fail", written("11 MiB", 0.001)],
    ["in GB", "fail", written("1 GB", 0.5)],
    ["nothing, but it was a lot", "fail", written("0", 64)],
    ["right beyond the floor", "pass", written("60 MB", 64)],
  ]);
});

describe("predicted, a factor, by the accelerator", () => {
  const check = {
    ...{ check: "predicted", prediction: "slowdown", by: "accelerator" },
    ...{ measure: "vm", over: "box", within: 0.7 },
  };
  const with_ = (accelerator: string): Readonly<Record<string, Taken>> => ({
    accelerator: { value: accelerator },
    vm: s(3),
    box: s(0.1),
  });
  const both = "slowdown-tcg: 30\nslowdown-kvm: 1x";
  table(check, [
    ["translated", "pass", { written: both, taken: with_("tcg") }],
    ["the other line counts", "fail", { written: both, taken: with_("kvm") }],
    ["no line for it", "fail", { written: "slowdown-tcg: 30", taken: with_("kvm") }],
    ["a unit", "fail", { written: "slowdown-tcg: 30 s", taken: with_("tcg") }],
    ["the divisor is 0", "unknown", { written: both, taken: { ...with_("tcg"), box: s(0) } }],
    [
      "no accelerator",
      "unknown",
      { written: both, taken: { ...with_("tcg"), accelerator: { value: null } } },
    ],
  ]);
});

describe("predicted, a word", () => {
  const check = { check: "predicted", prediction: "shared", measure: "same" };
  const taken = { same: { value: "yes" } };
  table(check, [
    ["right", "pass", { written: "shared: yes", taken }],
    ["in capitals", "pass", { written: "shared: YES", taken }],
    ["wrong", "fail", { written: "shared: no", taken }],
    ["a number", "fail", { written: "shared: 1", taken }],
    ["nothing yet", "fail", { written: "shared:", taken }],
  ]);
});

describe("compared", () => {
  const check = { check: "compared", a: "vm", b: "box", "at-least": 3, "at-most": 100 };
  table(check, [
    ["in between", "pass", { taken: { vm: mib(200), box: mib(5) } }],
    ["exactly the least", "pass", { taken: { vm: mib(15), box: mib(5) } }],
    ["too little", "fail", { taken: { vm: mib(14), box: mib(5) } }],
    ["too much", "fail", { taken: { vm: mib(501), box: mib(5) } }],
    ["too much, but busy", "unknown", { taken: { vm: s(501, 0.5), box: s(5) } }],
    ["one is missing", "unknown", { taken: { vm: mib(200) } }],
    ["a word", "unknown", { taken: { vm: { value: "yes" }, box: mib(5) } }],
  ]);
});

describe("measured", () => {
  table({ check: "measured", measure: "m", is: "yes" }, [
    ["the word", "pass", { taken: { m: { value: "yes" } } }],
    ["another word", "fail", { taken: { m: { value: "no" } } }],
    ["nothing", "unknown", { taken: { m: { value: null, evidence: ["it broke"] } } }],
  ]);
  table({ check: "measured", measure: "m", "at-most": 256 }, [
    ["as much", "pass", { taken: { m: mib(256) } }],
    ["more", "fail", { taken: { m: mib(257) } }],
    ["a word for a number", "unknown", { taken: { m: { value: "no" } } }],
  ]);

  it("refuses a spec that asks nothing, or two things", () => {
    const schema = checks.get("measured")?.schema;
    const base = { check: "measured", measure: "m" };
    expect(schema?.safeParse(base).success).toBe(false);
    expect(schema?.safeParse({ ...base, is: "yes", "at-least": 1 }).success).toBe(false);
    const compared = checks.get("compared")?.schema;
    expect(compared?.safeParse({ check: "compared", a: "a", b: "b" }).success).toBe(false);
  });
});

describe("what measures read", () => {
  it("adds up what each process has written to, and leaves out threads of the kernel", () => {
    const status = (name: string, lines: string) => `Name:\t${name}\nState:\tS\n${lines}`;
    const text = [
      status("qemu-system-x86", "RssAnon:\t  1024 kB\nRssFile:\t 9999 kB\nRssShmem:\t 512 kB\n"),
      status("kthreadd", ""),
      status("Name: x", "RssAnon:\t4 kB\nRssShmem:\t0 kB\n"),
    ].join("");
    expect(ownMemory(text).map((one) => one.kiB)).toEqual([1536, 4]);
  });

  it("reads what bash says of its processor time", () => {
    expect(cpuSeconds("0m0.003s 0m0.001s\n1m0.5s 0m0.040s\n")).toBeCloseTo(60.544);
    expect(() => cpuSeconds("")).toThrow(/times said/);
  });

  it("counts orders of magnitude both ways", () => {
    expect(decadesBetween(1, 10)).toBeCloseTo(1);
    expect(decadesBetween(10, 1)).toBeCloseTo(1);
    expect(decadesBetween(3, 3)).toBe(0);
  });

  it("finds no prediction where no node has the file", () => {
    expect(findPrediction({ nodes: [] }, "a", "/x")).toEqual({ missing: "no node has /x" });
  });
});

const head = "  - id: steady";
const client = "client: { image: client }";
const withFile =
  "client: { image: client, files: { /root/predictions.conf: { template: whoami.conf } } }";

/** The small lab, beginning with a step that measures. */
function measuring(measures: string, expected = ""): string {
  const step = `  - id: first\n    title: Measured\n    measure:\n${measures}${expected}\n${head}`;
  return editedLab([head, step], [client, withFile]);
}

async function errorOf(yaml: string): Promise<string> {
  using dir = new TempDir({ "lab.yaml": yaml });
  const error: unknown = await openDir(dir.path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error === undefined ? "" : renderError(error, { debug: false, colour: false });
}

describe("a lab's measures", () => {
  const disk = "      - { measure: disk, node: a, as: a-disk }\n";
  const expecting = (check: string) => `    expect:\n      - { ${check} }`;

  it("are right without `break` and `watch`", async () => {
    expect(await errorOf(measuring(disk))).toBe("");
  });

  it.each([
    [
      "an unknown kind",
      "      - { measure: disc, node: a, as: x }\n",
      "",
      /unknown measure "disc".*disk/,
    ],
    ["no name", "      - { measure: disk, node: a }\n", "", /"as" is missing/],
    ["an unknown key", "      - { measure: disk, nod: a, as: x }\n", "", /unknown key "nod".*node/],
    ["an unknown node", "      - { measure: disk, node: zz, as: x }\n", "", /unknown node "zz"/],
    [
      "an unknown node of two",
      "      - { measure: same-kernel, nodes: [a, zz], as: x }\n",
      "",
      /unknown node "zz"/,
    ],
    ["one node for two", "      - { measure: same-kernel, nodes: [a], as: x }\n", "", /nodes|list/],
    [
      "a probe that is not there",
      "      - { measure: time-to-answer, node: a, probe: sit, as: x }\n",
      "",
      /unknown probe "sit".*site/,
    ],
    ["one name twice", disk + disk, "", /a second measure "a-disk"/],
    [
      "a check of an unknown one",
      disk,
      expecting("check: measured, measure: a-disc, at-least: 1"),
      /unknown measure "a-disc".*a-disk/,
    ],
    [
      "a divisor that is not there",
      disk,
      expecting("check: predicted, prediction: p, measure: a-disk, over: x"),
      /unknown measure "x"/,
    ],
    [
      "a file that no role has",
      disk,
      expecting("check: predicted, prediction: p, measure: a-disk, file: /root/prediction.conf"),
      /unknown file.*predictions\.conf/,
    ],
    [
      "no orders of magnitude",
      disk,
      expecting("check: predicted, prediction: p, measure: a-disk, within: 0"),
      /within/,
    ],
  ])("%s is named", async (_, measures, expected, said) => {
    expect(await errorOf(measuring(measures, expected))).toMatch(said);
  });
});

describe("measures of a run", () => {
  const measures = `      - { measure: disk, node: a, as: a-disk }
      - { measure: image, node: a, as: a-image }
      - { measure: time-to-answer, node: b, probe: site, as: start }
      - { measure: accelerator, node: a, as: accelerator }
`;
  const expected = `    expect:
      - { check: measured, measure: a-image, at-least: 200, at-most: 200, points: 1 }
      - { check: measured, measure: start, at-most: 10, points: 1 }
      - { check: measured, measure: accelerator, is: tcg, points: 1 }
      - { check: predicted, prediction: a, measure: a-disk, points: 1 }`;

  it("are in the journal, which gives the same report again, and on the page", async () => {
    using _state = new TempState();
    using dir = new TempDir({ "lab.yaml": measuring(measures, expected) });
    const { lab, plan } = await openDir(dir.path);
    const played = await play(
      { lab, plan: { ...plan, steps: plan.steps.slice(0, 1) }, provider: createFake(), name: "m" },
      testCtx(),
    );
    const taken = played.events.filter((event) => event.kind === "measure");
    expect(taken.map(({ name, unit }) => [name, unit])).toEqual([
      ["a-disk", "MiB"],
      ["a-image", "MiB"],
      ["start", "s"],
      ["accelerator", ""],
    ]);
    expect(taken.at(-1)).toMatchObject({
      value: null,
      evidence: [expect.stringMatching(/container/)],
    });
    const [step] = played.report.steps;
    expect(step?.measures?.map((one) => one.value)).toEqual(taken.map((one) => one.value));
    expect(step?.checks.map((check) => check.verdict)).toEqual(["pass", "pass", "unknown", "fail"]);
    expect(grade(played.events, checks)).toEqual(played.report);
    const summary = renderSummary(played.report, played.events, { columns: 100, colour: false });
    expect(summary).toMatch(/a-image 200 MiB, start \S+ s, accelerator not\s+measured/);
    expect(await renderHtml(played.report, played.events, plan)).toContain(
      "a: the image that it starts from",
    );
  });
});
