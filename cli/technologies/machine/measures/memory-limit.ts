import type { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("memory-limit", { node: nodeName });
type Spec = z.infer<typeof schema>;

/** More than this beyond a node's limit is no limit: then the taker stops by itself. */
const timesBeyond = 4;

/** Whoever must be killed to free memory, it is the taker (proc_pid_oom_score_adj(5)). */
const script = `echo 1000 > /proc/self/oom_score_adj
exec perl -e '$| = 1; for my $n (1 .. $ARGV[0]) { $kept[$n] = chr($n % 256) x 1048576; print "$n\\n" }' "$1"`;

/** Lines of the node's own kernel about what it killed; a container may not read its host's. */
const guestLog = "dmesg 2>/dev/null | grep 'Out of memory: Killed process' | tail -n 1";

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const limit = env.plan.nodes.find((node) => node.name === spec.node)?.memoryMiB ?? 256;
  const most = limit * timesBeyond;
  const agent = await env.agent(spec.node, ctx);
  const { exitCode, stdout, stderr } = await agent.run(
    ["/bin/sh", "-c", script, "halab", String(most)],
    ctx,
  );
  const value = Number(stdout.trim().split("\n").at(-1));
  if (!Number.isFinite(value) || value === 0)
    throw new HalabError("NODE_FAILED", `${spec.node} gave no memory: ${stderr.trim()}`);
  if (exitCode === 0) {
    const evidence = [`nobody stopped it at ${most} MiB; the limit was ${limit} MiB`];
    return { value, unit: "MiB" as const, evidence };
  }
  const { stdout: said } = await agent.run(["/bin/sh", "-c", guestLog], ctx);
  const killer = said.trim() ? `the guest's kernel: ${said.trim()}` : "the host's kernel";
  const evidence = [
    `a process that took more and more ended with ${exitCode} at ${value} MiB; the limit is ${limit} MiB`,
    `killed by ${killer}`,
  ];
  if ((await env.cluster.state(spec.node, ctx)) === "running") evidence.push("the node lives on");
  return { value, unit: "MiB" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "memory-limit",
  about: "How much memory a process gets until it is killed for taking more and more, in MiB.",
  schema,
  title: (spec) => `${spec.node}: memory that a process gets until it is killed`,
  take,
};
