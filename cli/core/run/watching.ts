/** Starts a lab's probes in its nodes and turns what they print into events of the journal. */

import type { Ctx } from "../base/time.ts";
import type { Plan, PlannedProbe } from "../cluster/plan.ts";
import type { NodeAgent, Spawned } from "../cluster/provider.ts";
import type { BasketChange } from "../journal/baskets.ts";
import type { JournalEvent, Outcome, SampleRow, StreamEvent } from "../journal/events.ts";
import type { ResponderRow } from "../journal/responders.ts";
import type { AnyProbe } from "../kinds/probe.ts";

export type Emit = (event: JournalEvent) => void;

/** Lines of halab-probe -> events. Rows are gathered and handed on once per batch of lines. */
export function probeReader(
  probe: string,
  offsetNs: number,
  emit: Emit,
  now: () => number,
  nodeOfMac: ReadonlyMap<string, string> = new Map(),
): (line: string) => void {
  let rows: SampleRow[] = [];
  const responders = responderReader(probe, nodeOfMac, emit, now);
  const stream = streamReader(probe, emit);
  const basket = basketReader(probe, emit);
  const flush = () => {
    if (rows.length > 0) emit({ kind: "samples", t: now(), probe, rows });
    rows = [];
  };
  const readers: Readonly<Record<string, LineReader>> = {
    s: ([k = 0, due = 0, sent = 0, end = 0], fields) => {
      if (rows.length === 0) setImmediate(flush);
      rows.push([k, due, sent, end, outcomeOf(fields[4]), fields[5] ?? "-"]);
    },
    t0: ([t0 = 0, intervalUs = 0]) => {
      emit({ kind: "probe", t: now(), probe, t0: t0 + offsetNs, intervalUs });
      stream.begin(t0 + offsetNs);
      basket.begin(t0 + offsetNs);
    },
    c: ([atUs = 0, , connection = 0], fields) => stream.take(atUs, connection, fields[1]),
    u: ([atUs = 0, , user = 0, had = 0, has = 0], fields) =>
      basket.take(atUs, fields[1], { user, had, has }),
    r: ([k = 0], fields) => responders(k, fields[1]),
    l: ([sent = 0, p50Us = 0, p99Us = 0, maxUs = 0]) =>
      emit({ kind: "lateness", t: now(), probe, sent, p50Us, p99Us, maxUs }),
  };
  return (line) => {
    const [kind = "", ...fields] = line.split(" ");
    readers[kind]?.(fields.map(Number), fields);
  };
}

/** A line's fields, as numbers (where they are any) and as they stand there. */
type LineReader = (numbers: readonly number[], fields: readonly string[]) => void;

/** What the shop no longer knows of a user's basket. */
function basketReader(probe: string, emit: Emit) {
  let t0 = 0;
  return {
    begin(atNs: number) {
      t0 = atNs;
    },
    take(
      atUs: number,
      event: string | undefined,
      what: Pick<BasketChange, "user" | "had" | "has">,
    ) {
      if (event !== "lost" && event !== "behind") return;
      emit({ kind: "basket", t: t0 + atUs * 1000, probe, event, ...what });
    },
  };
}

/** Who answered a SYN, from MAC addresses to names; handed on once per batch of lines. */
function responderReader(
  probe: string,
  nodeOfMac: ReadonlyMap<string, string>,
  emit: Emit,
  now: () => number,
): (k: number, macs: string | undefined) => void {
  let rows: ResponderRow[] = [];
  const flush = () => {
    emit({ kind: "responders", t: now(), probe, rows });
    rows = [];
  };
  return (k, macs = "-") => {
    if (rows.length === 0) setImmediate(flush);
    rows.push([k, namesOf(macs, nodeOfMac)]);
  };
}

/** "MAC,MAC" -> names, in order; a stranger is its MAC address. "-" is nobody. */
function namesOf(macs: string, nodeOfMac: ReadonlyMap<string, string>): string[] {
  const all = macs === "-" ? [] : macs.split(",");
  return all.map((mac) => nodeOfMac.get(mac) ?? mac).sort();
}

/** Keeps what ends or makes a connection; an attempt that fails while there is none is no news. */
function streamReader(probe: string, emit: Emit) {
  let t0 = 0;
  const open = new Set<number>();
  return {
    begin(atNs: number) {
      t0 = atNs;
      open.clear();
    },
    take(atUs: number, connection: number, text: string | undefined) {
      const event = streamEventOf(text);
      if (event === "connected") open.add(connection);
      else if (!open.delete(connection)) return;
      emit({ kind: "stream", t: t0 + atUs * 1000, probe, connection, event });
    },
  };
}

const streamEvents: ReadonlySet<string> = new Set(["connected", "renewed", "eof"]);

function streamEventOf(text: string | undefined): StreamEvent {
  return text !== undefined && streamEvents.has(text) ? (text as StreamEvent) : outcomeOf(text);
}

const outcomes: ReadonlySet<string> = new Set([
  "ok",
  "timeout",
  "refused",
  "reset",
  "unreach",
  "bad",
  "error",
]);

function outcomeOf(text: string | undefined): Outcome {
  return text !== undefined && outcomes.has(text) ? (text as Outcome) : "error";
}

/** Lines of `halab-probe arp` -> an event whenever another set of nodes answers. */
export function wireReader(
  probe: string,
  nodeOfMac: ReadonlyMap<string, string>,
  offsetNs: number,
  emit: Emit,
): (line: string) => void {
  let t0 = 0;
  let before = "";
  return (line) => {
    const [kind, ...fields] = line.split(" ");
    if (kind === "t0") t0 = Number(fields[0]) + offsetNs;
    if (kind !== "a") return;
    const nodes = namesOf(fields[2] ?? "-", nodeOfMac);
    if (nodes.join() === before) return;
    before = nodes.join();
    emit({ kind: "wire", t: t0 + Number(fields[1]) * 1000, probe, nodes });
  };
}

/** Lines of halab-watch -> events. */
export function ownerReader(
  probe: string,
  node: string,
  offsetNs: number,
  emit: Emit,
): (line: string) => void {
  return (line) => {
    const [kind, ns = "0", owns] = line.split(" ");
    const t = Number(ns) + offsetNs;
    if (kind === "state") emit({ kind: "owner", t, probe, node, owns: owns === "1" });
    else if (kind === "lost") {
      emit({ kind: "watch", t, probe, node, ok: false, why: "the kernel dropped events" });
      emit({ kind: "watch", t, probe, node, ok: true, why: "read anew" });
    }
  };
}

/** Which device of a node hangs on a segment (written by its init). */
export async function deviceOn(agent: NodeAgent, segment: string, ctx: Ctx): Promise<string> {
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
  emit: Emit,
  ctx: Ctx,
): Promise<Attachment> {
  const running: Spawned[] = [];
  for (const probe of plan.probes) {
    const kind = kinds.get(probe.kind);
    const command = kind?.command?.(probe.spec);
    if (command?.from === agent.node) {
      const macs = macsOf(plan);
      const read = probeReader(probe.name, agent.clockOffsetNs, emit, ctx.clock.nowNs, macs);
      running.push(agent.spawn(["halab-probe", ...command.argv], read));
    }
    if (kind?.watch) running.push(...(await attachWatch(agent, plan, probe, kind, emit, ctx)));
  }
  return { node: agent.node, running };
}

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
  emit: Emit,
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
    const reader = ownerReader(probe.name, node, agent.clockOffsetNs, emit);
    running.push(agent.spawn(watch.by ?? ["halab-watch", watch.address], reader));
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
  return [...running, agent.spawn(argv, wireReader(probe.name, macs, agent.clockOffsetNs, emit))];
}
