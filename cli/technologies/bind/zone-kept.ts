/**
 * A zone as it was before it was edited, and how to have it so again: on a cluster that lives on, whoever writes the file
 * anew would find a journal and secondaries that know a higher serial, and named refuses that or serves nothing.
 */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { rndc } from "./named.ts";
import { listZones, type ZonePlace } from "./zones.ts";

/** JSON: faults keep it in their undo. */
export interface KeptZone {
  readonly zone: string;
  readonly path: string;
  /** base64: a file may be in BIND's raw form. */
  readonly content: string;
}

/** A zone of a lab has some KiB; a larger one is not kept in every journal. */
const mostBytes = 2 ** 16;

export async function keepZones(
  agent: NodeAgent,
  places: readonly ZonePlace[],
  ctx: Ctx,
): Promise<readonly KeptZone[]> {
  const kept: KeptZone[] = [];
  for (const { zone, path } of places) {
    const { exitCode, stdout } = await agent.run(["base64", "-w", "0", path], ctx);
    if (exitCode === 0 && stdout.length <= mostBytes) kept.push({ zone, path, content: stdout });
  }
  return kept;
}

/** In place, so that it keeps its owner; what named wrote beside it knows later versions. */
const script =
  'base64 -d > "$1" && rm -f "$1.jnl" "$1.jbk" "$1.signed" "$1.signed.jnl" && touch "$1"';

/** The primary starts anew with the files of before, and whoever copies a zone copies it whole, whatever its serial. */
export async function putZonesBack(
  { node, kept }: { readonly node: string; readonly kept: readonly KeptZone[] },
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  if (kept.length === 0 || (await env.cluster.state(node, ctx)) !== "running") return;
  const agent = await env.agent(node, ctx);
  await must(agent, ["halab-svc", "stop", "bind9"], ctx);
  for (const { path, content } of kept) {
    const argv = ["/bin/sh", "-c", script, "put-back", path];
    const { exitCode, stderr } = await agent.run(argv, ctx, { input: content });
    if (exitCode !== 0) throw new HalabError("NODE_FAILED", `${node}: ${path}: ${stderr.trim()}`);
  }
  await must(agent, ["halab-svc", "start", "bind9"], ctx);
  const others = env.plan.nodes.filter(
    ({ name, services }) => name !== node && services.includes("bind9"),
  );
  const zones = [...new Set(kept.map(({ zone }) => zone))];
  await Promise.all(others.map(({ name }) => copyAnew(name, zones, env, ctx)));
}

async function copyAnew(node: string, zones: readonly string[], env: FaultEnv, ctx: Ctx) {
  if ((await env.cluster.state(node, ctx)) !== "running") return;
  const agent = await env.agent(node, ctx);
  for (const { zone, view } of await listZones(agent, "secondary", ctx))
    if (zones.includes(zone)) await rndc(agent, ["retransfer", zone, "IN", view], ctx);
}
