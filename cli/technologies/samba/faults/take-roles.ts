import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeRef } from "../../../core/kinds/values.ts";
import { domainOf, search } from "../ldb.ts";
import { partOf } from "../records.ts";

const schema = z.strictObject({
  fault: z.literal("take-roles"),
  node: nodeRef.describe("The controller that is to have every role, and whose script is run."),
  because: z
    .enum(["planned", "dead"])
    .describe("What the script is told: the old owner lives, or it is dead."),
  password: z.string().min(1).describe("Of Administrator; healing gives the roles back with it."),
  limit: duration.prefault("25s").describe("A script that takes longer is ended."),
});
type Spec = z.infer<typeof schema>;

interface RolesUndo extends Undo {
  readonly kind: "take-roles";
  readonly node: string;
  readonly because: Spec["because"];
  readonly password: string;
  readonly limitMs: number;
  /** Who was the PDC emulator before. */
  readonly before: string;
}

/** The administrator's. */
const script = "/usr/local/sbin/take-roles";
/** What it said lies there until it is undone; gone with the node's power. */
const toldPath = "/run/halab/take-roles.told";
/** Seven roles take some seconds each way, on a busy machine many; a cluster that lives on is put back in 20 s, all of it. */
const giveBackMs = { heal: 25_000, putBack: 12_000 } as const;

/** Whom a controller takes for the PDC emulator: "dc1". */
async function pdcOf(agent: NodeAgent, ctx: Ctx): Promise<string> {
  const base = await domainOf(agent, ctx);
  const [domain] = await search(agent, { base, scope: "base", attributes: ["fSMORoleOwner"] }, ctx);
  return partOf(domain?.get("fsmoroleowner") ?? "", 1).toLowerCase();
}

const runScript = `limit=$1 told=$2
shift 2
begin=$(cut -d ' ' -f 1 /proc/uptime)
timeout -k 1 "$limit" "$@" > "$told.out" 2>&1 < /dev/null
status=$?
end=$(cut -d ' ' -f 1 /proc/uptime)
{ echo "$status $begin $end"; grep -a . "$told.out" | tail -n 8; } > "$told"`;

/** Where the old owner is off, nobody can give anything back to it: the roles stay where they are. */
async function giveBack(
  { node, before, because, password }: RolesUndo,
  limitMs: number,
  env: FaultEnv,
  ctx: Ctx,
) {
  if (because === "dead" || before === node) return;
  const agent = await env.agent(before, ctx);
  const argv = ["samba-tool", "fsmo", "transfer", "--role=all", "-U", `Administrator%${password}`];
  const seconds = (limitMs / 1000).toFixed(0);
  await agent.run(["timeout", seconds, ...argv], ctx, { long: true });
}

export const kind: FaultKind<Spec, RolesUndo> = {
  kind: "take-roles",
  about:
    "The administrator's own script /usr/local/sbin/take-roles is run on a controller, which is to have every FSMO role: because the old owner is to be switched off (planned), or because it is dead. Healing what was planned gives all roles back; what was taken from the dead stays.",
  schema,
  args: ["node", "because", "password"],
  async prepare({ node: ref, because, password, limit }, env, ctx) {
    const node = env.resolve(ref);
    const before = await pdcOf(await env.agent(node, ctx), ctx);
    const title = `take-roles ${because} on ${node}`;
    const undo: RolesUndo = { kind: "take-roles", node, because, password, limitMs: limit, before };
    return { title, nodes: [node], undo };
  },
  // Whoever has the roles: the directory serves. Nothing has to be undone behind the back of who was killed.
  async arm() {},
  async inject({ node, because, limitMs }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const limit = (limitMs / 1000).toFixed(3);
    const argv = ["/bin/sh", "-c", runScript, "halab-roles", limit, toldPath, script, because];
    await agent.run(argv, ctx, { long: true });
    // How long samba-tool needs is this machine's matter; what comes after it is the directory's.
    return ctx.clock.nowNs();
  },
  // That it was run is the effect: what came of it is for the checks to say.
  async verify({ node, limitMs }, env, ctx) {
    const { stdout, exitCode } = await (await env.agent(node, ctx)).run(["cat", toldPath], ctx);
    const [first = "", ...said] = stdout.trim().split("\n");
    const [, status, begin, end] = /^(\d+) ([\d.]+) ([\d.]+)$/.exec(first) ?? [];
    if (exitCode !== 0 || status === undefined)
      return seen(false, `${script} has not been run on ${node}`);
    const took = (Number(end) - Number(begin)).toFixed(1);
    const how =
      status === "124"
        ? `was ended after ${limitMs / 1000} s`
        : `exited with ${status} after ${took} s`;
    return seen(true, `${script} ${how}`, ...said);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    const { exitCode } = await agent.run(["test", "-e", toldPath], ctx);
    if (exitCode === 0) await giveBack(undo, giveBackMs.heal, env, ctx);
    await must(agent, ["rm", "-f", toldPath, `${toldPath}.out`], ctx);
  },
  async verifyHealed({ node }, env, ctx) {
    const { exitCode } = await (await env.agent(node, ctx)).run(["test", "-e", toldPath], ctx);
    return exitCode === 0
      ? seen(false, `what ${script} did on ${node} is not undone`)
      : seen(true, `${node} has forgotten that ${script} was run`);
  },
  putBack: {
    of: () => "roles",
    do: (undo, env, ctx) => giveBack({ ...undo, because: "planned" }, giveBackMs.putBack, env, ctx),
  },
};
