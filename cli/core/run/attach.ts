/** Starts a lab's probes and watches in its nodes. */

import type { Ctx } from "../base/time.ts";
import type { Plan, PlannedProbe } from "../cluster/plan.ts";
import type { NodeAgent, Spawned } from "../cluster/provider.ts";
import type { AnyProbe, Followed } from "../kinds/probe.ts";
import {
  type Clocks,
  type Emit,
  ownerReader,
  probeReader,
  toldReader,
  wireReader,
} from "./lines.ts";
import { follow, type Seeing, watchLimits } from "./outside/following.ts";

/** Which device of a node hangs on a segment (written by its init). */
async function deviceOn(agent: NodeAgent, segment: string, ctx: Ctx): Promise<string> {
  const { stdout } = await agent.run(["cat", "/run/halab/links"], ctx);
  const line = stdout.split("\n").find((one) => one.startsWith(`${segment} `));
  return line?.split(" ")[1] ?? "eth0";
}

export interface Attachment {
  readonly node: string;
  readonly running: Spawned[];
}

/** Starts all that has to run in one node: its probes, its watches. */
export async function attach(
  agent: NodeAgent,
  plan: Plan,
  kinds: ReadonlyMap<string, AnyProbe>,
  seeing: Seeing,
  ctx: Ctx,
): Promise<Attachment> {
  const { emit, tooMuch } = seeing;
  const running: Spawned[] = [];
  for (const probe of plan.probes) {
    const kind = kinds.get(probe.kind);
    const command = kind?.command?.(probe.spec);
    if (command?.from === agent.node) {
      const macs = macsOf(plan);
      const read = probeReader(probe.name, clocksOf(agent, ctx), emit, macs);
      // A prober that is told so and has no keys ends: then nothing is known, and nobody is believed.
      const proven = probe.proven ? ["--proven"] : [];
      const argv = [`halab-${kind?.tool ?? "probe"}`, ...command.argv, ...proven];
      const hear = command.parse && teller(agent, probe.name, command.parse, { emit, ctx });
      const each = (line: string) => {
        read(line);
        hear?.(line);
      };
      running.push(agent.spawn(argv, each, { onCut: tooMuch }));
    }
    const followed = kind?.follow?.(probe.spec);
    // Two who answer would take the questions from each other.
    if (followed?.nodes.includes(agent.node) && (seeing.power || !followed.answer))
      running.push(
        follow(agent, probe.name, followed, { ...seeing, clocks: clocksOf(agent, ctx) }, ctx),
      );
    if (kind?.watch) running.push(...(await attachWatch(agent, plan, probe, kind, seeing, ctx)));
  }
  return { node: agent.node, running };
}

/** What a sending probe's program tells beside its requests. */
function teller(
  agent: NodeAgent,
  probe: string,
  parse: Followed["parse"],
  { emit, ctx }: { readonly emit: Emit; readonly ctx: Ctx },
): (line: string) => void {
  const { node } = agent;
  return toldReader({ parse }, clocksOf(agent, ctx), (t, value) =>
    emit({ kind: "told", t, probe, node, value }),
  );
}

const clocksOf = (agent: NodeAgent, ctx: Ctx): Clocks => ({
  offsetNs: agent.clockOffsetNs,
  now: ctx.clock.nowNs,
});

/** MAC address -> node, of one segment or of all. */
function macsOf(plan: Plan, segment?: string): Map<string, string> {
  const links = plan.nodes.flatMap((node) =>
    node.links.map((link) => ({ ...link, node: node.name })),
  );
  const wanted = links.filter((link) => segment === undefined || link.segment === segment);
  return new Map(wanted.map((link) => [link.mac, link.node]));
}

async function attachWatch(
  agent: NodeAgent,
  plan: Plan,
  probe: PlannedProbe,
  kind: AnyProbe,
  { emit, tooMuch, ended }: Seeing,
  ctx: Ctx,
): Promise<Spawned[]> {
  const watch = kind.watch?.(probe.spec);
  const members = plan.nodes.filter((node) =>
    node.links.some((link) => link.segment === watch?.segment),
  );
  if (!watch || !members.some((node) => node.name === agent.node)) return [];
  const { node } = agent;
  const running: Spawned[] = [];
  if (watch.nodes === undefined || watch.nodes.includes(node)) {
    const options = { ...watchLimits, onCut: tooMuch };
    const reader = ownerReader(probe.name, node, clocksOf(agent, ctx), emit);
    const [program = "", ...args] = watch.by ?? ["halab-watch", watch.address];
    const one = agent.spawn([program, ...args], reader, options);
    // What watches for a guest is told by its hypervisor when there is none.
    if (watch.by === undefined)
      void one.exited.then((code) => {
        if (code !== -1) ended(one, `${program} on ${node} ended with ${code}`);
      });
    running.push(one);
  }
  const observer = watch.from ?? members.find((member) => member.image === "client")?.name;
  if (node !== observer) return running;
  const macs = macsOf(plan, watch.segment);
  const device = await deviceOn(agent, watch.segment, ctx);
  const argv = [
    "halab-probe",
    "arp",
    "--to",
    watch.address,
    "--dev",
    device,
    "--every-us",
    String(watch.everyMs * 1000),
  ];
  const reader = wireReader(probe.name, macs, clocksOf(agent, ctx), emit);
  return [...running, agent.spawn(argv, reader, { onCut: tooMuch })];
}
