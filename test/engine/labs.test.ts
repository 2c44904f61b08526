/**
 * Every lab's solution, and two of its starter and mutants (of a long lab one), others with each commit. HALAB_PLAY=all
 * plays all cases (as `npm run prove` does), HALAB_PLAY=lvs-nat,lvs-dr those labs only.
 */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { templatesDir } from "../../cli/core/base/home.ts";
import { labNames, openLab } from "../../cli/core/lab/open.ts";
import { closingLines } from "../../cli/core/run/case-summary.ts";
import { casesOf, type LabCase } from "../../cli/core/run/cases.ts";
import type { CaseResult } from "../../cli/core/run/play-cases.ts";
import { casesInTurn, rotating } from "../../cli/core/run/turn.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { documentOf } from "../fixtures/document.ts";
import { openBed, repository } from "./cli.ts";
import { engineDescribe, engineIsHere } from "./require.ts";

/** Every case takes a cluster and the protocols' own time; they are played several at a time. */
const deadlineMs = 60 * 60_000;

const wanted = process.env["HALAB_PLAY"] ?? "";
const commit = wanted === "all" ? undefined : commitOf();
const names = ["", "all"].includes(wanted) ? labNames() : wanted.split(",");

/** Of a checkout without its history the version is all that there is. */
function commitOf(): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: repository, encoding: "utf8" }).trim();
  } catch {
    return process.env["HALAB_COMMIT"] ?? "none";
  }
}

interface Shown {
  readonly name: string;
  readonly all: readonly LabCase[];
  readonly turn: readonly LabCase[];
  /** A machine of it is a VM, or would be where the kernel lacks something. */
  readonly onVms: boolean;
}

const labs = await Promise.all(
  names.map(async (name): Promise<Shown> => {
    const { lab, plan } = await openLab(name, { renderer: createRenderer(templatesDir()) });
    const all = casesOf(lab);
    const turn = { commit: commit ?? "", lab: lab.name, count: rotating(plan.steps.length) };
    return {
      name,
      all,
      turn: commit === undefined ? all : casesInTurn(all, turn),
      onVms: plan.nodes.some(
        ({ machine, image, needs }) =>
          machine === "vm" || image === "hypervisor" || needs.length > 0,
      ),
    };
  }),
);

describe("the labs that ship with halab", () => {
  it.each(labs)("$name has alternatives and mutants", ({ all }) => {
    const count = (kind: LabCase["kind"]) => all.filter((one) => one.kind === kind).length;
    expect(count("alternative")).toBeGreaterThanOrEqual(3);
    expect(count("mutant")).toBeGreaterThanOrEqual(6);
  });
});

engineDescribe("docker", "labs", () => {
  const bed = openBed();
  let pass: Promise<readonly CaseResult[]> | undefined;

  /** All in one go, whichever test asks first: halab itself says how many fit beside each other. */
  async function play(): Promise<readonly CaseResult[]> {
    const vmsToo = await engineIsHere("qemu");
    const here = labs.filter(({ onVms }) => vmsToo || !onVms).map(({ name }) => name);
    const rotate = commit === undefined ? [] : ["--rotate", commit];
    const args = ["lab", "test", ...here, ...rotate, "--name", bed.name("lab"), "--json"];
    const startMs = Date.now();
    const said = await bed.halab(args, { deadlineMs });
    const results = documentOf<CaseResult[]>(said);
    const closing = closingLines(results, Date.now() - startMs).join("\n");
    process.stdout.write(`\n${said.stderr}\n${closing}\n`);
    return results;
  }

  function prove(some: readonly Shown[]): void {
    const cases = some.flatMap(({ name: lab, turn }) => turn.map(({ name }) => ({ lab, name })));
    it.each(cases)("$lab: $name", { timeout: deadlineMs }, async ({ lab, name }) => {
      pass ??= play();
      const found = (await pass).filter((one) => one.lab === lab && one.name === name);
      expect(found).toEqual([expect.objectContaining({ lab, name })]);
      expect(found[0]?.wrong).toBeUndefined();
    });
  }

  const onVms = labs.filter((one) => one.onVms);
  const onContainers = labs.filter((one) => !one.onVms);
  if (onContainers.length > 0)
    describe("on containers do what they must", () => prove(onContainers));
  if (onVms.length > 0) engineDescribe("qemu", "on VMs do what they must", () => prove(onVms));
});
