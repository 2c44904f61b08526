/** What moves of a guest between two hypervisors share: the tool on the nodes, and what it says. */
import { z } from "zod";
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv, Seen } from "../../core/kinds/fault.ts";
import { seen } from "../../core/kinds/fault-tools.ts";

const tool = "halab-guest";

/** "24MiB", or a number of MiB. */
export const memorySize = z
  .union([z.string().regex(/^\d+(MiB)?$/, 'must be like "24MiB"'), z.number().int()])
  .transform((size) => Number.parseInt(String(size), 10))
  .meta({ title: "a size like 24MiB" });

/** A move: from which node, to which, how long it may take, how much memory the guest writes to. */
export interface Move {
  readonly node: string;
  readonly to: string;
  /** `cold`: stopped here, started there. */
  readonly how: "live" | "cold";
  readonly deadlineMs: number;
  /** 0: the guest is left alone. */
  readonly dirtyMiB: number;
}

export interface MoveSpec {
  readonly node: string;
  readonly to: string;
  readonly deadline: number;
  readonly dirty?: number | undefined;
  readonly how?: "live" | "cold" | undefined;
}

type GuestState = "running" | "none" | (string & {});

/** What QEMU says of the guest on a node: `running`, `postmigrate` ...; `none`: no QEMU; `off`. */
async function guestState(node: string, env: FaultEnv, ctx: Ctx): Promise<GuestState> {
  if ((await env.cluster.state(node, ctx)) === "off") return "off";
  const { stdout } = await (await env.agent(node, ctx)).run([tool, "status"], ctx);
  return stdout.split(" ")[0]?.trim() || "none";
}

/** Resolves who is meant. Throws NODE_FAILED when the guest does not run where it should leave. */
export async function planMove(spec: MoveSpec, env: FaultEnv, ctx: Ctx): Promise<Move> {
  const [node, to] = [env.resolve(spec.node), env.resolve(spec.to)];
  const state = await guestState(node, env, ctx);
  if (state !== "running")
    throw nodeFailed(node, `no guest runs on ${node} (${state}): none can move`, {
      hint: `halab exec CLUSTER ${node} -- halab-guest status`,
    });
  const { how = "live", deadline: deadlineMs, dirty: dirtyMiB = 0 } = spec;
  return { node, to, how, deadlineMs, dirtyMiB };
}

/** What a move that is under way has sent. */
export async function bytesSent(node: string, env: FaultEnv, ctx: Ctx): Promise<number> {
  const { stdout } = await (await env.agent(node, ctx)).run([tool, "sent"], ctx);
  return Number(stdout.trim()) || 0;
}

/** How long a load in the guest runs before the move: its memory is as dirty as it gets. */
const warmUpMs = 1500;

/** Moves the guest, with its load if one is asked for. What came of it the node keeps: `lastMove`. */
export async function moveGuest(move: Move, env: FaultEnv, ctx: Ctx): Promise<void> {
  const agent = await env.agent(move.node, ctx);
  const seconds = String(Math.ceil(move.deadlineMs / 1000));
  const argv = move.how === "cold" ? [tool, "cold", move.to] : [tool, "move", move.to, seconds];
  // Whatever it says is looked at afterwards: a move that is refused is a result, not an error.
  await agent.run(argv, ctx, { long: true });
}

/** Switches the guest's load on and waits until it is felt. */
export async function startLoad(move: Move, env: FaultEnv, ctx: Ctx): Promise<void> {
  if (move.dirtyMiB === 0) return;
  await must(await env.agent(move.node, ctx), [tool, "dirty", String(move.dirtyMiB)], ctx);
  await ctx.clock.wait(warmUpMs, ctx.signal);
}

/** Switches it off wherever the guest is now; it ends by itself after two minutes. */
export async function endLoad(move: Move, env: FaultEnv, ctx: Ctx): Promise<void> {
  if (move.dirtyMiB === 0) return;
  for (const node of [move.node, move.to]) {
    if ((await guestState(node, env, ctx)) !== "running") continue;
    await (await env.agent(node, ctx)).run([tool, "dirty", "0"], ctx);
  }
}

const returned = <T extends z.ZodType>(schema: T) => z.object({ return: schema });
const parametersSchema = returned(
  z.object({
    "downtime-limit": z.number(),
    "max-bandwidth": z.number(),
    "max-cpu-throttle": z.number(),
  }),
);
const capabilitiesSchema = returned(
  z.array(z.object({ capability: z.string(), state: z.boolean() })),
);
const resultSchema = returned(
  z.object({
    "total-time": z.number().optional(),
    downtime: z.number().optional(),
    "cpu-throttle-percentage": z.number().optional(),
    ram: z.object({ transferred: z.number(), "dirty-sync-count": z.number() }).optional(),
  }),
);

/** What a move came to, as the tool on its source says. */
export interface MoveReport {
  /** `completed`, `failed`, `cancelled`, `refused`, `unknown`. */
  readonly outcome: string;
  readonly evidence: readonly string[];
}

/** Lines `WORD JSON` and `outcome WORD: WHY` -> what happened; undefined: it says no outcome. */
export function parseMove(text: string): MoveReport | undefined {
  const lines = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^(parameters|capabilities|result|outcome) (.*)$/.exec(line.trim());
    if (match?.[1] !== undefined) lines.set(match[1], match[2] ?? "");
  }
  const outcome = lines.get("outcome");
  if (outcome === undefined) return undefined;
  const evidence = [
    `the move ${outcome.startsWith("completed") ? "is completed" : `is ${outcome}`}`,
  ];
  const figures = parse(lines.get("result"), resultSchema)?.return;
  const figured = figures && figuresText(figures);
  if (figured) evidence.push(`QEMU: ${figured}`);
  const parameters = parse(lines.get("parameters"), parametersSchema)?.return;
  const capabilities = parse(lines.get("capabilities"), capabilitiesSchema)?.return ?? [];
  const converge = capabilities.some((one) => one.capability === "auto-converge" && one.state);
  if (parameters) evidence.push(inForceText(parameters, converge));
  return { outcome: outcome.split(":")[0]?.trim() ?? "", evidence };
}

function parse<T extends z.ZodType>(text: string | undefined, schema: T): z.infer<T> | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function figuresText(result: z.infer<typeof resultSchema>["return"]): string {
  const { ram, downtime, "total-time": totalMs } = result;
  const throttle = result["cpu-throttle-percentage"];
  return [
    ...(totalMs === undefined ? [] : [`${totalMs / 1000} s in all`]),
    ...(downtime === undefined ? [] : [`stood still for ${downtime} ms`]),
    ...(ram ? [`${Math.round(ram.transferred / 1e6)} MB sent`] : []),
    ...(ram ? [`${ram["dirty-sync-count"]} rounds`] : []),
    ...(throttle ? [`the guest slowed by ${throttle} %`] : []),
  ].join(", ");
}

/** Read again by the bound of moves: `inForceOf`. */
function inForceText(
  parameters: z.infer<typeof parametersSchema>["return"],
  converge: boolean,
): string {
  return [
    `in force: downtime-limit ${parameters["downtime-limit"]} ms`,
    `max-bandwidth ${parameters["max-bandwidth"] / 1e6} MB/s`,
    `auto-converge ${converge ? "on" : "off"}`,
    `max-cpu-throttle ${parameters["max-cpu-throttle"]} %`,
  ].join(", ");
}

/** What the last move from a node came to; undefined: the node does not say. */
export async function lastMove(
  node: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<MoveReport | undefined> {
  const { stdout } = await (await env.agent(node, ctx)).run([tool, "last"], ctx);
  return parseMove(stdout);
}

/** Read again by `isOverloaded`. The machine's, not the node's: its guests share its processors. */
async function loadOf(node: string, env: FaultEnv, ctx: Ctx): Promise<string> {
  const script = "cut -d ' ' -f 1 /proc/loadavg; grep -c ^processor /proc/cpuinfo";
  const { stdout } = await (await env.agent(node, ctx)).run(["/bin/sh", "-c", script], ctx);
  const [load, processors] = stdout.trim().split("\n");
  return `load ${load || "?"} on ${processors || "?"} processors`;
}

/**
 * Was there a move, and where does the guest run now? A refused or cancelled one has taken effect as
 * a fault: where the guest ought to run is for the checks to say.
 */
export async function whatCameOf(move: Move, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const report = await lastMove(move.node, env, ctx);
  const places: string[] = [];
  for (const node of [move.node, move.to])
    places.push(`on ${node}: ${await guestState(node, env, ctx)}`);
  places.push(await loadOf(move.node, env, ctx));
  if (!report) return seen(false, `${move.node} does not say what came of the move`, ...places);
  return seen(true, ...report.evidence, ...places);
}
