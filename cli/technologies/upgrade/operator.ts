/**
 * The operator of an upgrade: goes through the order that lies on the node of that file, line after line, and calls the
 * administrator's own scripts on the members. Stops at the first that fails, and takes back what was touched.
 */
import type { Ctx } from "../../core/base/time.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { orderPath, parseOrder } from "./order.ts";
import { scripts } from "./scripts.ts";

export interface Job {
  readonly members: readonly string[];
  /** The node that has the order. */
  readonly operator: string;
  readonly from: string;
  readonly to: string;
  /** After so many lines of the order the version is recalled; null: it is not. */
  readonly recallAfter: number | null;
  /** A script that takes longer has failed. */
  readonly limitMs: number;
}

/** How long the operator looks whether an upgraded node is well. */
const healthyWithin = "5";

/** Runs a script on a node; what it said last, if it failed. */
async function call(
  node: string,
  argv: readonly string[],
  limitMs: number,
  env: FaultEnv,
  ctx: Ctx,
): Promise<string | undefined> {
  const agent = await env.agent(node, ctx);
  const limit = (limitMs / 1000).toFixed(3);
  const bounded = ["timeout", "-k", "1", limit, ...argv];
  const { exitCode, stdout, stderr } = await agent.run(bounded, ctx, { long: true });
  if (exitCode === 0) return undefined;
  const said = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  const how = exitCode === 124 ? `took longer than ${limitMs / 1000} s` : `exited with ${exitCode}`;
  return `${argv[0]?.split("/").at(-1)} ${how}${said ? `: ${said}` : ""}`;
}

/** node-healthy has to say yes before time is over: asked on the node itself, again and again. */
const untilHealthy = `end=$(($(cut -d . -f 1 /proc/uptime) + $2))
until "$1"; do [ "$(cut -d . -f 1 /proc/uptime)" -lt "$end" ] || exit 1; sleep 0.1; done`;

export class Operator {
  readonly #job: Job;
  readonly #env: FaultEnv;
  readonly #ctx: Ctx;
  /** What was done, in sentences. */
  readonly log: string[] = [];

  constructor(job: Job, env: FaultEnv, ctx: Ctx) {
    this.#job = job;
    this.#env = env;
    this.#ctx = ctx;
  }

  async upgrade(): Promise<void> {
    const { operator, members, recallAfter } = this.#job;
    const agent = await this.#env.agent(operator, this.#ctx);
    const { stdout, exitCode } = await agent.run(["cat", orderPath], this.#ctx);
    if (exitCode !== 0) this.log.push(`${operator} has no ${orderPath}`);
    const touched: string[] = [];
    for (const [done, { line, nodes }] of parseOrder(stdout).entries()) {
      if (done === recallAfter) return this.#takeBack(touched, `recalled after ${done} lines`);
      const strange = nodes.filter((node) => !members.includes(node));
      if (strange.length > 0)
        return this.#takeBack(
          touched,
          `line ${line} of ${orderPath}: no member ${strange.join(", ")}`,
        );
      touched.push(...nodes);
      const failed = await Promise.all(nodes.map((node) => this.#upgradeNode(node)));
      if (failed.includes(true)) return this.#takeBack(touched, "stopped there");
    }
    if (recallAfter !== null) await this.#takeBack(touched, "recalled after the last line");
  }

  /** True: it failed. */
  async #upgradeNode(node: string): Promise<boolean> {
    const { to, limitMs } = this.#job;
    const healthy = [
      "/bin/sh",
      "-c",
      untilHealthy,
      "until-healthy",
      scripts.healthy,
      healthyWithin,
    ];
    const beganNs = this.#ctx.clock.nowNs();
    const wrong = await call(node, [scripts.upgrade, to], limitMs, this.#env, this.#ctx);
    const ill = wrong ?? (await call(node, healthy, limitMs, this.#env, this.#ctx));
    const took = ((this.#ctx.clock.nowNs() - beganNs) / 1e9).toFixed(1);
    const how =
      ill === undefined ? `upgraded in ${took} s` : (wrong ?? "node-healthy does not say yes");
    this.log.push(`${node}: ${how}`);
    return ill !== undefined;
  }

  /** The last one first. */
  async #takeBack(touched: readonly string[], why: string): Promise<void> {
    const { from, limitMs } = this.#job;
    this.log.push(why);
    for (const node of touched.toReversed()) {
      const argv = [scripts.rollback, from];
      const wrong = await call(node, argv, limitMs, this.#env, this.#ctx);
      this.log.push(`${node}: ${wrong ?? "rolled back"}`);
    }
  }
}
