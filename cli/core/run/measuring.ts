/** Takes the measures of a step, one after the other; what they give goes into the journal. */

import { messageOf } from "../base/error.ts";
import { type Ctx, withDeadline } from "../base/time.ts";
import type { PlannedStep } from "../cluster/plan.ts";
import type { JournalEvent } from "../journal/events.ts";
import { caseOf } from "../kinds/machine.ts";
import type { AnyMeasure, Measured, MeasureEnv, Unserved } from "../kinds/measure.ts";

/** A guest that boots without hardware help on a very busy machine; no measure takes longer. */
const measureDeadlineMs = 120_000;

export interface Measuring {
  readonly step: PlannedStep;
  readonly kinds: ReadonlyMap<string, AnyMeasure>;
  readonly env: MeasureEnv;
  readonly emit: (event: JournalEvent) => void;
  /** Of each that fails: whether it is the doing of a student's node. */
  readonly failed: (error: unknown) => Promise<boolean>;
  /** After each: a node that was off is watched again. */
  readonly settle: () => Promise<void>;
}

/** A measure that fails is written down as such; the next ones are taken all the same. */
export async function takeMeasures(options: Measuring, ctx: Ctx): Promise<void> {
  for (const spec of options.step.measure ?? []) {
    const kind = options.kinds.get(String(spec["measure"]));
    if (!kind) continue;
    const title = kind.title(spec);
    const name = String(spec["as"]);
    ctx.progress({ task: `step ${options.step.id}`, state: "note", text: title });
    const startNs = ctx.clock.nowNs();
    const waited = kind.slowedByOthers ? await waiting(options.env, ctx) : undefined;
    const found = await takeOne(kind, spec, options, ctx);
    const busy = await waited?.();
    await options.settle();
    const t = ctx.clock.nowNs();
    const tookMs = Math.round((t - startNs) / 1e6);
    const { step } = options;
    const { kind: measure } = kind;
    options.emit({
      kind: "measure",
      t,
      step: step.id,
      name,
      measure,
      title,
      tookMs,
      ...busy,
      ...found,
    });
  }
}

/**
 * The kernel's count of the time in which something waited for a processor (PSI, "some"), from now
 * until the result is called. Undefined where the kernel does not count.
 */
async function waiting(env: MeasureEnv, ctx: Ctx) {
  const client = env.plan.nodes.find((node) => node.image === "client");
  if (!client) return undefined;
  const agent = await caseOf(env, client.name, ctx);
  const read = async () => {
    const { stdout } = await agent.run(["cat", "/proc/pressure/cpu"], ctx);
    return { totalUs: Number(/^some .*total=(\d+)$/m.exec(stdout)?.[1]), ns: ctx.clock.nowNs() };
  };
  const before = await read();
  if (!Number.isFinite(before.totalUs)) return undefined;
  return async () => {
    const after = await read();
    const share = ((after.totalUs - before.totalUs) * 1000) / (after.ns - before.ns);
    return { busy: Math.round(Math.min(1, Math.max(0, share)) * 100) / 100 };
  };
}

type NotMeasured = Omit<Unserved, "theirs"> & Partial<Pick<Unserved, "theirs">>;

async function takeOne(
  kind: AnyMeasure,
  spec: Readonly<Record<string, unknown>>,
  { env, failed }: Measuring,
  ctx: Ctx,
): Promise<Measured | NotMeasured> {
  try {
    const work = (within: Ctx) => kind.take(spec, env, within);
    return await withDeadline(kind.title(spec), measureDeadlineMs, ctx, work);
  } catch (error) {
    ctx.signal.throwIfAborted();
    const theirs = await failed(error);
    const evidence = [messageOf(error)];
    return { value: null, unit: "", evidence, ...(theirs ? { theirs } : {}) };
  }
}
