/**
 * Failovers by power-off of the labs with a cluster manager, one after the other on one cluster, each against the interval of
 * its formula. `HALAB_FAILOVERS=10` how many of each, `HALAB_BENCH_LABS=LAB,...` of which labs.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { labsDir, templatesDir } from "../../cli/core/base/home.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { documentOf } from "../fixtures/document.ts";
import { command } from "./cli.ts";
import { labWith } from "./steps-lab.ts";
import { note, row, spread } from "./tools.ts";

interface Drill {
  readonly lab: string;
  /** The lab's step in which a node loses its power; before it once what it needs. */
  readonly step: string;
  readonly before?: string;
  /** Who has it loses its power; undefined: the step's own node. */
  readonly owner?: string;
}

const drills: readonly Drill[] = [
  { lab: "pacemaker-resources", step: "failover", owner: "vip" },
  { lab: "ocf-agent", step: "power" },
  { lab: "failover-topologies", step: "pair-once", before: "pair", owner: "vip-a" },
  { lab: "quorum", step: "dies" },
  { lab: "group-communication", step: "crash" },
  { lab: "vm-failover", step: "dies", owner: "guest" },
];

const stepSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  break: z.looseObject({ fault: z.string() }),
  expect: z.array(z.looseObject({ check: z.string(), probe: z.string().optional() })),
  mended: z.array(z.looseObject({ check: z.string() })).optional(),
});
type Step = z.infer<typeof stepSchema>;

/** Those whose time a formula promises; who takes over is somebody else each time. */
function promised({ expect }: Step): readonly object[] {
  return expect.flatMap(({ owner: _, ...one }) => {
    const { within } = z.looseObject({ within: z.unknown().optional() }).parse(one);
    return typeof within === "object" ? [one] : [];
  });
}

/** Who was off has joined again, and who leads has nothing more to do: till then a failover waits for that as well. */
function wholeAgain(drill: Step, at: number, nodes: readonly string[]): readonly object[] {
  const probe = drill.expect.find(({ check }) => check === "outage")?.probe;
  if (nodes.length === 0 || probe === undefined) return [];
  const id = `whole-${at + 1}`;
  const measure = [{ measure: "configuration", as: id, nodes }];
  const expect = [{ check: "outage", probe, within: "60s" }];
  return [{ id, title: "All are back", watch: "500ms", measure, expect }];
}

async function stepsOf(
  { lab, step, before, owner }: Drill,
  count: number,
): Promise<readonly object[]> {
  const { plan } = await openLab(lab, { renderer: createRenderer(templatesDir()) });
  const managers = plan.nodes.filter(({ services }) => services.includes("pacemaker"));
  const nodes = managers.map(({ name }) => name);
  const { steps } = z
    .object({ steps: z.array(z.unknown()) })
    .parse(parse(readFileSync(join(labsDir(), lab, "lab.yaml"), "utf8")));
  const named = (id: string) => {
    const found = steps.find((one) => z.looseObject({ id: z.string() }).parse(one).id === id);
    if (found === undefined) throw new Error(`${lab} has no step ${id} any more`);
    return stepSchema.parse(found);
  };
  const drill = named(step);
  const whole = { check: "owners", probe: owner, count: 1, within: "60s" };
  const mended = owner === undefined ? (drill.mended ?? []) : [whole];
  const fault = owner === undefined ? drill.break : { ...drill.break, node: `owner-of ${owner}` };
  const all = Array.from({ length: count }, (_, at) => [
    { id: `${step}-${at + 1}`, title: drill.title, break: fault, expect: promised(drill), mended },
    ...wholeAgain(drill, at, nodes),
  ]);
  return [...(before === undefined ? [] : [named(before)]), ...all.flat()];
}

interface Seen {
  readonly steps: readonly {
    readonly id: string;
    readonly checks: readonly {
      readonly verdict: string;
      readonly measured?: number;
      readonly headline?: boolean;
      readonly bound?: { readonly lo?: number; readonly hi?: number };
    }[];
  }[];
}

export async function benchFailovers(): Promise<void> {
  const count = Number(process.env["HALAB_FAILOVERS"] ?? 10);
  const wanted = process.env["HALAB_BENCH_LABS"]?.split(",");
  const chosen = drills.filter(({ lab }) => wanted === undefined || wanted.includes(lab));
  for (const drill of chosen) {
    const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
    const dir = labWith({ lab: drill.lab, steps: await stepsOf(drill, count) }, cwd);
    const args = ["run", dir, "--name", `bench-${drill.lab}`, "--json"];
    const { steps } = documentOf<Seen>(await command(args, { cwd, reject: false }));
    const played = steps.filter(({ id }) => id.startsWith(`${drill.step}-`));
    const bounded = played.map(({ checks }) => checks.filter(({ bound }) => bound));
    const inside = bounded.filter(
      (checks) => checks.length > 0 && checks.every(({ verdict }) => verdict === "pass"),
    ).length;
    row(
      `${count} failovers by power-off of ${drill.lab}`,
      `${inside} within what the formula promises (${cwd})`,
      "all of them",
      inside === count,
    );
    const of = (key: "measured" | "lo" | "hi") =>
      bounded.flatMap((checks) => {
        const one = checks.find(({ headline }) => headline) ?? checks[0];
        const value = key === "measured" ? one?.measured : one?.bound?.[key];
        return value === undefined ? [] : [value];
      });
    note("measured, s, least / median / most", spread(of("measured"), 2));
    note("the formula's interval, s", `${spread(of("lo"), 2)} .. ${spread(of("hi"), 2)}`);
  }
}
