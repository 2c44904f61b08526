/** One submission of a batch, by its number, beside others that are played elsewhere: its result, and no sheet. */
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { type Candidate, clusterOf, type GradeOptions } from "../grade/candidate.ts";
import { lookedAt } from "../grade/candidates.ts";
import { endingHost } from "../grade/host.ts";
import { playQueue } from "../grade/play-queue.ts";
import { type Result, resultIn } from "../grade/result.ts";
import { OneQueue } from "./one-queue.ts";

/** `number`: from 1, as in the batch. Undefined: another attempt has taken it. Throws NOT_FOUND. */
export async function playOne(
  number: number,
  options: GradeOptions,
  ctx: Ctx,
): Promise<Result | undefined> {
  const { batch, dir, provider } = options;
  const one = await candidateOf(number, options);
  const { id } = one.entry;
  const queue = new OneQueue(id, one.folder);
  const { attempt } = queue.turn();
  // Of a process that was killed, on this host or on another one.
  if (attempt > 0) await provider.down(clusterOf(batch, id, attempt), cleanupCtx(ctx, 60_000));
  const told = (text: string) => ctx.progress({ task: "batch", state: "told", text });
  await playQueue(
    {
      ...{ ...options, jobs: 1, queue },
      host: endingHost(provider, dir),
      candidateOf: async () => one,
      again: (_, said) => told(`${id} has to be played again: ${said}`),
      publish: (_, { row }) => told(`${id}: ${row.verdict}`),
    },
    ctx,
  );
  return resultIn(one.folder);
}

async function candidateOf(number: number, options: GradeOptions): Promise<Candidate> {
  const { submissions, lab } = options.batch;
  const entry = submissions[number - 1];
  const one = entry && (await lookedAt(entry, options));
  if (!one)
    throw new HalabError(
      "NOT_FOUND",
      `the batch has no number ${number}: ${submissions.length} is its last`,
    );
  if ("refused" in one.looked)
    throw new HalabError(
      "CONFLICT",
      `no node of ${lab} takes ${one.entry.id}: it has its row already`,
      {
        hint: `halab grade --resume ${shown(options.dir)}`,
      },
    );
  return one;
}
