import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { play } from "../../../cli/core/run/run.ts";
import { renderHtml } from "../../../cli/report/page/html.ts";
import { renderSummary } from "../../../cli/report/text/summary.ts";
import { cpuSeconds } from "../../../cli/technologies/machine/disk-chain.ts";
import { ownMemory } from "../../../cli/technologies/machine/measures/memory.ts";
import {
  decadesBetween,
  findPrediction,
} from "../../../cli/technologies/predictions/predictions.ts";
import { renderError } from "../../../cli/ui/errors.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { graded, kinds } from "../../fixtures/kinds.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

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
    const events = readJournal(join(played.dir, "journal.ndjson"));
    const taken = events.filter((event) => event.kind === "measure");
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
    expect(graded(events)).toEqual(played.report);
    const summary = renderSummary(played.report, played.view, { columns: 100, colour: false });
    expect(summary).toMatch(/a-image 200 MiB, start \S+ s, accelerator not\s+measured/);
    const page = await renderHtml(played.report, played.view, { plan, readers: kinds.readers });
    expect(page).toContain("a: the image that it starts from");
  });
});
