/**
 * Random splits of the lab quorum: its clusters of three and of two with a witness, cut into parts in any shape, both ways
 * or one way. `HALAB_SPLITS=50 HALAB_SEED=7` how many, and which.
 */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentOf } from "../fixtures/document.ts";
import { randomOf } from "../fixtures/random.ts";
import { command } from "./cli.ts";
import { labWith } from "./steps-lab.ts";
import { row } from "./tools.ts";

/** What is cut: who serves there, the first choice for it, all that have a vote, and the probe of the address. */
interface Side {
  readonly nodes: readonly string[];
  readonly home: string;
  readonly owner: string;
}
const trio: Side = { nodes: ["n1", "n2", "n3"], home: "n1", owner: "site-owner" };
const pair: Side = { nodes: ["p1", "p2", "w"], home: "p1", owner: "shop-owner" };

interface Split {
  readonly of: Side;
  readonly between: readonly (readonly string[])[];
  readonly direction: "both" | "one-way";
}

/** Three voters: one against two (either may be the deaf side), two who do not hear each other, or all apart. */
function drawSplit(random: () => number): Split {
  const of = random() < 0.6 ? trio : pair;
  const pick = Math.floor(random() * 3);
  const one = of.nodes.filter((_, index) => index === pick);
  const rest = of.nodes.filter((_, index) => index !== pick);
  const shapes = [
    [one, rest],
    [one, rest],
    [rest, one],
    [rest.slice(0, 1), rest.slice(1)],
    [of.nodes, of.nodes],
  ];
  const shape = Math.floor(random() * shapes.length);
  // All apart is said by two sides of the same nodes, one way.
  const direction = shape === 4 || random() < 0.4 ? "one-way" : "both";
  return { of, between: shapes[shape] ?? [], direction };
}

/** A split lasts until all is decided that Corosync (1.2 s of token and consensus), Pacemaker and the switch decide. */
function stepOf({ of, between, direction }: Split, index: number) {
  return {
    id: `split-${index + 1}`,
    title: `${between.map((part) => part.join(" ")).join(" | ")}, ${direction}`,
    break: { fault: "cut", between, direction },
    expect: [{ check: "never-two", probe: of.owner, during: "10s" }],
    mended: [
      { check: "owners", probe: of.owner, count: 1, owner: of.home, within: "60s" },
      { check: "never-two", probe: of.owner, points: 1 },
    ],
  };
}

/** Nobody is switched off, and whoever is alone goes on: what there was before there was quorum. */
function unfence(lab: string): void {
  const crm = "trio/etc/pacemaker/cluster.crm.hbs";
  const unfenced = readFileSync(join(lab, "mutants/no-fencing", crm), "utf8");
  const [right, wrong] = ["no-quorum-policy=stop", "no-quorum-policy=ignore"];
  if (!unfenced.includes(right)) throw new Error(`no-fencing has no ${right} any more`);
  writeFileSync(join(lab, "solution", crm), unfenced.replace(right, wrong));
}

interface Seen {
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly fault: { readonly effective: boolean } | null;
    readonly checks: readonly { readonly check: string; readonly verdict: string }[];
  }[];
}

async function play(splits: readonly Split[], fenced = true) {
  const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
  const dir = labWith({ lab: "quorum", steps: splits.map(stepOf) }, cwd);
  if (!fenced) unfence(dir);
  const args = ["run", dir, "--name", "bench-splits", "--json"];
  const { steps } = documentOf<Seen>(await command(args, { cwd, reject: false }));
  const verdictsOf = ({ checks }: Seen["steps"][number]) =>
    checks.filter(({ check }) => check === "never-two").map(({ verdict }) => verdict);
  const of = (verdict: "pass" | "fail") =>
    steps.filter((step) => {
      const verdicts = verdictsOf(step);
      // During the split and after it, whole: one that could not be judged is none that was kept.
      return verdict === "pass"
        ? verdicts.length === 2 && verdicts.every((one) => one === "pass")
        : verdicts.includes("fail");
    });
  const made = steps.filter(({ fault }) => fault?.effective).length;
  return { of, made, runs: join(cwd, "runs") };
}

export async function benchSplits(): Promise<void> {
  const count = Number(process.env["HALAB_SPLITS"] ?? 50);
  const random = randomOf(Number(process.env["HALAB_SEED"] ?? 7));
  const splits = Array.from({ length: count }, () => drawSplit(random));
  const right = await play(splits);
  const kept = right.of("pass").length;
  const two = right.of("fail").map(({ title }) => `; two owners: ${title}`);
  row(
    `${count} random splits of quorum, with fencing and a witness`,
    `${kept} of ${right.made} that could be made without a moment with two owners${two.join("")} (${right.runs})`,
    "all, and nine of ten could be made (a node may be off that was switched off late)",
    kept === right.made && right.made >= count * 0.9,
  );
  const control = splits.filter(({ of }) => of === trio).slice(0, 10);
  const wrong = await play(control, false);
  const seen = wrong.of("fail").length;
  row(
    `${control.length} of them, of three nodes without fencing and quorum`,
    `${seen} with two owners for a while (${wrong.runs})`,
    "at least one",
    seen > 0,
  );
}
