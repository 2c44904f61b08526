import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { isOff, linksOf, notOn } from "../../../core/kinds/machine.ts";
import { duration, nodeRef, number, segmentName } from "../../../core/kinds/values.ts";

const percent = number.pipe(z.number().min(0.1).max(100)).optional();

const schema = z
  .strictObject({
    fault: z.literal("netem"),
    node: nodeRef,
    segment: segmentName,
    delay: duration.optional().describe("Each frame leaves so much later."),
    jitter: duration.optional().describe("The delay varies by so much, either way; needs `delay`."),
    loss: percent.describe("The share of the frames that is lost, in percent."),
    duplicate: percent.describe("The share of the frames that is sent twice, in percent."),
    reorder: percent.describe(
      "The share of the frames, in percent, that is sent at once, before those that are delayed; needs `delay`.",
    ),
  })
  .refine(
    (spec) => [spec.delay, spec.loss, spec.duplicate].some((value) => value !== undefined),
    "give delay, loss, duplicate, or several",
  )
  .refine(
    (spec) => spec.delay !== undefined || (spec.jitter ?? spec.reorder) === undefined,
    "jitter and reorder need a delay",
  );

type Spec = z.infer<typeof schema>;

interface NetemUndo extends Undo {
  readonly kind: "netem";
  readonly node: string;
  readonly device: string;
  readonly delayMs: number | null;
  readonly jitterMs: number | null;
  readonly loss: number | null;
  readonly duplicate: number | null;
  readonly reorder: number | null;
}

/** Ours is known, and removed, by it. */
const handle = "a1ab:";

/** Frames that may wait at once; netem's 1000 would lose some of a delayed download. */
const limit = 10_000;

const idOf = (undo: NetemUndo) => `netem-${undo.device}`;
const remove = (undo: NetemUndo) =>
  `tc qdisc del dev ${undo.device} root handle ${handle}`.split(" ");

function netemArgs(undo: NetemUndo): string[] {
  const { delayMs, jitterMs, loss, duplicate, reorder } = undo;
  const jitter = jitterMs === null ? [] : [`${jitterMs}ms`];
  return [
    ...(delayMs === null ? [] : ["delay", `${delayMs}ms`, ...jitter]),
    ...(loss === null ? [] : ["loss", `${loss}%`]),
    ...(duplicate === null ? [] : ["duplicate", `${duplicate}%`]),
    ...(reorder === null ? [] : ["reorder", `${reorder}%`]),
  ];
}

const qdiscs = z.array(
  z.object({
    kind: z.string(),
    handle: z.string(),
    root: z.boolean().optional(),
    options: z
      .object({
        delay: z.object({ delay: z.number(), jitter: z.number() }).optional(),
        "loss-random": z.object({ loss: z.number() }).optional(),
        duplicate: z.object({ duplicate: z.number() }).optional(),
        reorder: z.object({ reorder: z.number() }).optional(),
      })
      .optional(),
  }),
);
type Qdisc = z.infer<typeof qdiscs>[number];

async function rootQdisc(agent: NodeAgent, device: string, ctx: Ctx): Promise<Qdisc | undefined> {
  const text = await must(agent, ["tc", "-j", "qdisc", "show", "dev", device], ctx);
  return qdiscs.parse(JSON.parse(text.trim() || "[]")).find((one) => one.root);
}

/** As the kernel has it, in the order of `wanted`; it counts in ticks, so not to the last digit. */
function inForce({ options }: Qdisc): (number | undefined)[] {
  return [
    (options?.delay?.delay ?? 0) * 1000,
    (options?.delay?.jitter ?? 0) * 1000,
    (options?.["loss-random"]?.loss ?? 0) * 100,
    (options?.duplicate?.duplicate ?? 0) * 100,
    (options?.reorder?.reorder ?? 0) * 100,
  ];
}

function wanted(undo: NetemUndo): (number | null)[] {
  return [undo.delayMs, undo.jitterMs, undo.loss, undo.duplicate, undo.reorder];
}

/**
 * Throws CAPABILITY_MISSING when the node's kernel has no netem. Tried where it cannot stay: the
 * ingress of a device takes no netem, but the kernel looks first whether it knows the name.
 */
async function requireNetem(agent: NodeAgent, device: string, ctx: Ctx): Promise<void> {
  const argv = ["tc", "qdisc", "add", "dev", device, "parent", "ffff:fff1", "netem"];
  const { stderr } = await agent.run(argv, ctx);
  if (/unknown|No such file/.test(stderr))
    throw new HalabError(
      "CAPABILITY_MISSING",
      `the kernel of ${agent.node} has no netem: this needs a VM`,
      { hint: "give its role `needs: [netem]` in lab.yaml" },
    );
  if (/not permitted/.test(stderr))
    throw new HalabError("CAPABILITY_MISSING", `${agent.node} may not change its network`, {
      hint: "give its role `capabilities: [NET_ADMIN]` in lab.yaml",
    });
}

function undoOf(spec: Spec, node: string, device: string): NetemUndo {
  return {
    kind: "netem",
    node,
    device,
    delayMs: spec.delay ?? null,
    jitterMs: spec.jitter ?? null,
    loss: spec.loss ?? null,
    duplicate: spec.duplicate ?? null,
    reorder: spec.reorder ?? null,
  };
}

export const kind: FaultKind<Spec, NetemUndo> = {
  kind: "netem",
  about:
    "What the node sends on a segment is delayed, lost, doubled or put out of order; what it receives is not. Its own kernel does it (tc-netem(8)) and may lack it: give the role `needs: [netem]`. The node's root can undo it, and what was sent waits in the node's own queue. For loss both ways, and without netem, there is `loss`.",
  schema,
  args: ["node", "segment", "delay"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const agent = await env.agent(node, ctx);
    const link = (await linksOf(agent, ctx)).find((one) => one.segment === spec.segment);
    if (!link) throw notOn(node, spec.segment);
    await requireNetem(agent, link.device, ctx);
    const root = await rootQdisc(agent, link.device, ctx);
    // The kernel's own have no handle, and come back by themselves.
    if (root && root.handle !== "0:")
      throw new HalabError("CONFLICT", `${link.device} of ${node} has a ${root.kind} already`, {
        hint: `halab heal CLUSTER, or: halab exec CLUSTER ${node} -- tc qdisc del dev ${link.device} root`,
      });
    const undo = undoOf(spec, node, link.device);
    const title = `netem ${node} on ${spec.segment}: ${netemArgs(undo).join(" ")}`;
    return { title, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    await armInNode(await env.agent(undo.node, ctx), idOf(undo), ttlMs, remove(undo), ctx);
  },
  async inject(undo, env, ctx) {
    const add = `tc qdisc add dev ${undo.device} root handle ${handle} netem limit ${limit}`;
    await must(await env.agent(undo.node, ctx), [...add.split(" "), ...netemArgs(undo)], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const root = await rootQdisc(await env.agent(undo.node, ctx), undo.device, ctx);
    if (root?.handle !== handle)
      return seen(false, `${undo.device} of ${undo.node} has ${root?.kind ?? "no queue"}`);
    const now = inForce(root);
    const ok = wanted(undo).every((value, at) => {
      const is = now[at] ?? 0;
      return Math.abs(is - (value ?? 0)) <= 0.01 * (value ?? 0);
    });
    const [delay, jitter, loss, duplicate, reorder] = now.map((value) => value?.toFixed(1));
    const text = `delay ${delay} ms, jitter ${jitter} ms, loss ${loss} %, duplicate ${duplicate} %, reorder ${reorder} %`;
    return seen(ok, `${undo.device} of ${undo.node} has netem: ${text}`);
  },
  async heal(undo, env, ctx) {
    if (await isOff(env, undo.node, ctx)) return;
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    // Not there any more: it was reset, or the dead man was quicker.
    await agent.run(remove(undo), ctx);
  },
  async verifyHealed(undo, env, ctx) {
    if (await isOff(env, undo.node, ctx)) return seen(true, `${undo.node} is off`);
    const root = await rootQdisc(await env.agent(undo.node, ctx), undo.device, ctx);
    const gone = root?.handle !== handle;
    return seen(gone, `${undo.device} of ${undo.node} ${gone ? "has no" : "still has"} netem`);
  },
};
