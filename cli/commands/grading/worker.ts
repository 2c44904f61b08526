import type { Command } from "commander";
import type { App } from "../app.ts";
import { jobsOf } from "./app.ts";

interface Options {
  readonly queue: string;
  readonly jobs: string;
  readonly once?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("worker")
    .summary("play what `halab grade --queue` hands to a queue that hosts share")
    .description(
      "Takes submissions of any batch from a PostgreSQL, plays each on a fresh cluster of this machine, several at a time, and gives back what came of it. Needs nothing else of the others. Killed at any moment, another plays what it held. The password: PGPASSWORD, or ~/.pgpass.",
    )
    .requiredOption("--queue <url>", "postgres://USER@HOST/DATABASE")
    .option("--jobs <count>", "clusters at a time; auto goes by this machine's load", "auto")
    .option("--once", "end when everything is graded")
    .action((options: Options) => worker(app, options));
}

async function worker(app: App, options: Options): Promise<void> {
  const { requireQueueUrl, withoutPassword } = await import("../../grading/queue/url.ts");
  const { progressView, viewOptions } = await import("../../ui/tasks.ts");
  const url = requireQueueUrl(options.queue);
  const jobs = await jobsOf(options.jobs);
  const { openPostgres } = await import("../../grading/queue/postgres.ts");
  const { Farm } = await import("../../grading/queue/open.ts");
  const { work } = await import("../../grading/work/worker.ts");
  const view = await progressView(viewOptions());
  const ctx = app.ctx(view.onProgress);
  const task = "worker";
  try {
    await using farm = await Farm.open(await openPostgres(url, ctx.signal));
    const text = `playing what comes from ${withoutPassword(url)}`;
    ctx.progress({ task, state: "start", text });
    await work({ farm, jobs, once: options.once === true }, ctx);
    ctx.progress({ task, state: "done", text: "everything is graded" });
  } finally {
    await view.close();
  }
}
