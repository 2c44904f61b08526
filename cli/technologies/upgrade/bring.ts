/** halab's own way to another release, on all members at the same moment: the opposite of what the lab teaches. */
import type { Ctx } from "../../core/base/time.ts";
import { waitUntil } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { lookAtMembers, type Member } from "./members.ts";

const confPath = "/etc/redis/redis.conf";

/** What an installed package does to a daemon: it is stopped, and the new program started. Says when, by /proc/uptime. */
const switchScript = `cut -d ' ' -f 1 /proc/uptime
halab-svc stop store > /dev/null && ln -sfn "$1" /opt/store && halab-svc start store > /dev/null || exit 1
cut -d ' ' -f 1 /proc/uptime`;

/** The same with the file of the beginning; a state that this release cannot read is put aside. */
const homeScript = `halab-svc stop store; ln -sfn "$1" /opt/store && cat > ${confPath} || exit 1
halab-svc start store && exit
mv -f /var/lib/redis/dump.rdb /var/lib/redis/dump.rdb.unreadable && halab-svc start store`;

const shell = (script: string, release: string) => [
  "/bin/sh",
  "-c",
  script,
  "halab-store",
  release,
];

/** For how long each store was away, in seconds; without those that are not back. */
export async function switchAll(
  names: readonly string[],
  release: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<ReadonlyMap<string, number>> {
  const one = async (node: string): Promise<[string, number]> => {
    const agent = await env.agent(node, ctx);
    // A store that does not come up is what is looked for.
    const { stdout } = await agent.run(shell(switchScript, release), ctx, { long: true });
    const [from, to] = stdout.trim().split("\n").map(Number);
    return [node, (to ?? Number.NaN) - (from ?? Number.NaN)];
  };
  const all = await Promise.all(names.map(one));
  return new Map(all.filter(([, seconds]) => Number.isFinite(seconds)));
}

/** The redis.conf that a node began with: who followed whom then. */
function firstConf(node: string, env: FaultEnv): string {
  const planned = env.plan.nodes.find(({ name }) => name === node);
  return planned?.files.find(({ path }) => path === confPath)?.content ?? "";
}

const followsNobody = (conf: string) => !/^\s*(replicaof|slaveof)\s/m.test(conf);

/** As it was in the beginning: this release everywhere, the first master, and all others in step with it. */
export function isHome(members: readonly Member[], release: string, env: FaultEnv): boolean {
  return members.every(
    (one) =>
      one.release === release &&
      one.ready &&
      one.master === followsNobody(firstConf(one.node, env)),
  );
}

export async function bringHome(
  names: readonly string[],
  release: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  if (isHome(await lookAtMembers(names, env, ctx), release, env)) return;
  const one = async (node: string) =>
    must(await env.agent(node, ctx), shell(homeScript, release), ctx, firstConf(node, env));
  await Promise.all(names.map(one));
  const home = async () =>
    isHome(await lookAtMembers(names, env, ctx), release, env) ? true : undefined;
  await waitUntil(home, { what: `${names.join(", ")} to be in step`, timeoutMs: 20_000 }, ctx);
}
