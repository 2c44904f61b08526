import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { isOff, type QmpCommand, qmp, qmpArgv } from "../../../core/kinds/machine.ts";
import { nodeRef, number } from "../../../core/kinds/values.ts";
import { requireDisk, rootDisk } from "../disk.ts";

const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};
const ratePattern = new RegExp(`^(\\d+(?:\\.\\d+)?)(${Object.keys(units).join("|")})$`);

function bytesOf(text: string): number {
  const [, amount, unit] = ratePattern.exec(text) ?? [];
  return Math.round(Number(amount) * (units[unit ?? ""] ?? 0));
}

/** Bytes a second: "1MB", "512KiB". */
const rate = z
  .string('must be like "1MB"')
  .regex(ratePattern, 'must be like "1MB" or "512KiB"')
  .transform(bytesOf)
  .pipe(z.number().min(1))
  .meta({ title: "a rate like 1MB" });

const schema = z
  .strictObject({
    fault: z.literal("disk-slow"),
    node: nodeRef,
    bps: rate.optional().describe("So much a second, read and written together."),
    iops: number
      .pipe(z.number().int().min(1))
      .optional()
      .describe("So many reads and writes a second, together."),
  })
  .refine((spec) => spec.bps !== undefined || spec.iops !== undefined, "give bps, iops, or both");

/** 0: as quick as it can. */
interface Limits {
  readonly "bps-total": number;
  readonly "iops-total": number;
}

interface SlowUndo extends Undo {
  readonly kind: "disk-slow";
  readonly node: string;
  readonly limits: Limits;
}

const id = "disk-slow";
const limitsSchema = z.object({ "bps-total": z.number(), "iops-total": z.number() });
const group = { path: `/objects/${rootDisk.throttle}`, property: "limits" };
const set = (value: Limits): QmpCommand => ({
  execute: "qom-set",
  arguments: { ...group, value: { ...value } },
});

// A request that waits already keeps its old date (at 10 kB/s, 64 kB wait 6 s), until all are drained:
// what a transaction does first, one of nothing too.
const healing: readonly QmpCommand[] = [
  set({ "bps-total": 0, "iops-total": 0 }),
  { execute: "transaction", arguments: { actions: [] } },
];

async function limitsNow(machine: NodeAgent, ctx: Ctx): Promise<Limits> {
  const [returned] = await qmp(machine, [{ execute: "qom-get", arguments: group }], ctx);
  return limitsSchema.parse(returned);
}

const textOf = (limits: Limits) =>
  [
    ...(limits["bps-total"] > 0 ? [`${limits["bps-total"]} bytes/s`] : []),
    ...(limits["iops-total"] > 0 ? [`${limits["iops-total"]} operations/s`] : []),
  ].join(", ") || "no limit";

export const kind: FaultKind<z.infer<typeof schema>, SlowUndo> = {
  kind: "disk-slow",
  about:
    "A VM's disk does no more than so much a second; what is more waits. Reads that the guest's kernel has cached stay quick, and so do writes until they are flushed.",
  schema,
  args: ["node", "bps"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const now = await limitsNow(await requireDisk(env, node, ctx), ctx);
    if (now["bps-total"] > 0 || now["iops-total"] > 0)
      throw new HalabError("CONFLICT", `the disk of ${node} is slow already: ${textOf(now)}`, {
        hint: "halab heal CLUSTER",
      });
    const limits: Limits = { "bps-total": spec.bps ?? 0, "iops-total": spec.iops ?? 0 };
    const title = `disk-slow ${node} to ${textOf(limits)}`;
    return { title, nodes: [node], undo: { kind: "disk-slow", node, limits } };
  },
  async arm(undo, ttlMs, env, ctx) {
    const machine = await requireDisk(env, undo.node, ctx);
    await armInNode(machine, id, ttlMs, qmpArgv(healing), ctx);
  },
  async inject(undo, env, ctx) {
    const machine = await requireDisk(env, undo.node, ctx);
    await qmp(machine, [set(undo.limits)], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const now = await limitsNow(await requireDisk(env, undo.node, ctx), ctx);
    const same =
      now["bps-total"] === undo.limits["bps-total"] &&
      now["iops-total"] === undo.limits["iops-total"];
    return seen(same, `QEMU says that the disk of ${undo.node} has ${textOf(now)}`);
  },
  async heal(undo, env, ctx) {
    if (await isOff(env, undo.node, ctx)) return;
    const machine = await requireDisk(env, undo.node, ctx);
    await disarmInNode(machine, id, ctx);
    await qmp(machine, healing, ctx);
  },
  async verifyHealed(undo, env, ctx) {
    if (await isOff(env, undo.node, ctx)) return seen(true, `${undo.node} is off`);
    const now = await limitsNow(await requireDisk(env, undo.node, ctx), ctx);
    const free = now["bps-total"] === 0 && now["iops-total"] === 0;
    return seen(free, `QEMU says that the disk of ${undo.node} has ${textOf(now)}`);
  },
};
