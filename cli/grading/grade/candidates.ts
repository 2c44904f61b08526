/** The first tier: what each submission's files show, and what the daemons' own checkers say of them. */
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import type { Refusal } from "../../core/kinds/rule.ts";
import { Checkers } from "../check/checkers.ts";
import { loadEssence } from "../check/essence.ts";
import type { BatchEntry } from "./batch.ts";
import { type Candidate, type GradeOptions, sideFor } from "./candidate.ts";
import { lookAt, refusedBy } from "./looked.ts";
import { resultIn } from "./result.ts";

export interface Looking extends Pick<GradeOptions, "dir" | "batch" | "side"> {
  /** Undefined: no daemon is asked. */
  readonly provider?: Provider | undefined;
}

/** Each takes half a GiB at most. */
const mostMachines = 4;

/** Where no machine is to be had for the checkers, that is told: the nodes will say what they refuse. */
export async function candidatesOf(options: Looking, ctx: Ctx): Promise<readonly Candidate[]> {
  const { batch, provider } = options;
  await using stack = new AsyncDisposableStack();
  const open = async () => {
    // One for each processor, and no more than there are submissions to ask of.
    const count = Math.min(availableParallelism(), mostMachines, batch.submissions.length);
    const one = async () => {
      const host = await provider?.openSpare?.("checks", ctx);
      return host && stack.use(host);
    };
    const opened = await Promise.allSettled(Array.from({ length: count }, one));
    for (const each of opened) if (each.status === "rejected") throw each.reason;
    const hosts = opened.flatMap((each) => (each.status === "fulfilled" && each.value) || []);
    return hosts.length === 0 ? undefined : new Checkers(hosts, ctx, await loadEssence());
  };
  // It starts while the first files are read, and checks while the next ones are.
  const opening = open().catch((error: unknown) => notAsked(error, ctx));
  const all: Candidate[] = [];
  const answers: Promise<readonly Refusal[]>[] = [];
  for (const entry of batch.submissions) {
    const one = await lookedAt(entry, options);
    const plan = resultIn(one.folder) || "refused" in one.looked ? undefined : one.looked.plan;
    all.push(one);
    answers.push(opening.then((checkers) => (plan && checkers?.refusals(plan)) ?? []));
    // What the machines answer is heard between two submissions' files.
    await new Promise(setImmediate);
  }
  const checkers = await opening;
  try {
    await checkers?.flush();
  } catch (error) {
    notAsked(error, ctx);
    return all;
  }
  return await Promise.all(all.map(async (one, at) => checked(one, (await answers[at]) ?? [])));
}

/** Its files, as nodes would take them; no daemon is asked. */
export async function lookedAt(entry: BatchEntry, options: Looking): Promise<Candidate> {
  const side = await sideFor(entry, options);
  const { refused } = entry;
  const files = resolve(options.dir, entry.dir);
  const looked = refused === null ? lookAt(files, side) : { refused };
  return { entry, folder: join(options.dir, entry.folder), files, looked, side };
}

function checked(one: Candidate, refusals: readonly Refusal[]): Candidate {
  const { looked, side, files } = one;
  if (refusals.length === 0 || "refused" in looked) return one;
  return { ...one, looked: refusedBy(looked.plan, refusals, { dir: files, side }) };
}

function notAsked(error: unknown, ctx: Ctx): undefined {
  ctx.signal.throwIfAborted();
  const text = `the daemons' own checkers were not asked: ${messageOf(error)}`;
  ctx.progress({ task: "checks", state: "told", text });
}
