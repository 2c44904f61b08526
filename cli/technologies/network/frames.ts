import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { Filter } from "../../core/cluster/provider.ts";
import type { FaultEnv, Undo } from "../../core/kinds/fault.ts";
import { portsOf, seen } from "../../core/kinds/fault-tools.ts";
import { kindNames, loadKinds } from "../../core/kinds/load.ts";
import type { ProtocolKind } from "../../core/kinds/protocol.ts";
import { nodeRef } from "../../core/kinds/values.ts";

export interface CutUndo extends Undo {
  readonly table: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly protocol: string;
}

/** `vrrp`, `all`, or `tcp/80`, `udp/53`: a port as destination or as source. */
const protocolNames = kindNames("protocols");
const protocolPattern = new RegExp(`^(${protocolNames.join("|")}|(tcp|udp)/\\d{1,5})$`);

const side = z.union([nodeRef.transform((one) => [one]), z.array(nodeRef).min(1)]);

/** What every fault between two sets of nodes is told. */
export const betweenSides = {
  between: z
    .tuple([side, side])
    .meta({ title: "a list of two sides, each a node or a list of nodes" })
    .describe("Frames from one side to the other are meant, not those within a side."),
  protocol: z
    .string()
    .regex(protocolPattern, `must be one of ${protocolNames.join(", ")}, or like tcp/80`)
    .default("all")
    .meta({ title: "a protocol" })
    .describe("Only these frames: a protocol of `halab kinds protocols`, or a port like tcp/80."),
};

async function expressions(protocol: string): Promise<readonly string[]> {
  const [transport, port] = protocol.split("/");
  if (port !== undefined) return [`${transport} dport ${port}`, `${transport} sport ${port}`];
  const found = await loadKinds<ProtocolKind>("protocols", (name) => name === protocol);
  return found.get(protocol)?.matches ?? [""];
}

/** Ports of `from` -> ports of `to`, on the segments that both hang on. */
export async function portPairs(
  env: FaultEnv,
  from: readonly string[],
  to: readonly string[],
  bothWays: boolean,
  ctx: Ctx,
): Promise<[string, string][]> {
  const ports = await portsOf(env, [...new Set([...from, ...to])], ctx);
  const pairs = ports.flatMap((a) =>
    ports
      .filter(
        (b) =>
          a.segment === b.segment &&
          from.includes(a.node) &&
          to.includes(b.node) &&
          a.node !== b.node,
      )
      .map((b): [string, string] => [a.port, b.port]),
  );
  return bothWays ? [...pairs, ...pairs.map(([a, b]): [string, string] => [b, a])] : pairs;
}

/**
 * The rules, for no pair yet: committing a chain takes the kernel up to hundreds of milliseconds
 * on a busy machine, and an element's timeout would run meanwhile.
 */
function rulesOf(undo: CutUndo, matches: readonly string[], verdict: string, at: Filter): string {
  const rules = matches.map((match) => `    ${at.key} @pairs ${match} ${verdict}`);
  return `table ${at.family} ${undo.table} {
  counter hits { }
  set pairs {
    type ${at.type}
    flags timeout
  }
  chain forward {
    ${at.hook}
${rules.join("\n")}
  }
}
`;
}

/** Does something at each place that the undo's frames pass, at all of them at once. */
async function everywhere<T>(
  undo: CutUndo,
  env: FaultEnv,
  ctx: Ctx,
  work: (at: Filter) => Promise<T>,
): Promise<T[]> {
  const filters = await (await env.switch(ctx)).filters(undo.pairs, ctx);
  return Promise.all(filters.map(work));
}

/** Makes the tables ready; nothing is stopped yet. */
export async function prepareTable(
  undo: CutUndo,
  verdict: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  const matches = await expressions(undo.protocol);
  await everywhere(undo, env, ctx, (at) =>
    must(at.agent, ["nft", "-f", "-"], ctx, rulesOf(undo, matches, verdict, at)),
  );
}

/** One transaction at each place: every pair is cut in the same moment, for at most `ttlMs`. */
export async function cutPairs(
  undo: CutUndo,
  ttlMs: number,
  env: FaultEnv,
  ctx: Ctx,
): Promise<number> {
  await everywhere(undo, env, ctx, (at) => {
    const pairs = at.elements.map((pair) => `${pair} timeout ${Math.round(ttlMs)}ms`);
    const command = `add element ${at.family} ${undo.table} pairs { ${pairs.join(", ")} }\n`;
    return must(at.agent, ["nft", "-f", "-"], ctx, command);
  });
  return ctx.clock.nowNs();
}

/** Heartbeats come at least every few seconds; what says nothing for longer cannot be cut. */
export const hitDeadlineMs = 5000;

const listTable = (undo: CutUndo, at: Filter) => ["nft", "list", "table", at.family, undo.table];

/** A cut that nothing ran into proves nothing: has it stopped a frame yet? */
export async function verifyHits(undo: CutUndo, env: FaultEnv, ctx: Ctx) {
  const counts = await everywhere(undo, env, ctx, async (at) => {
    const { stdout } = await at.agent.run(listTable(undo, at), ctx);
    return Number(/packets (\d+)/.exec(stdout)?.[1] ?? 0);
  });
  const frames = counts.reduce((sum, count) => sum + count, 0);
  if (frames > 0) return seen(true, `the switch stopped ${frames} frames`);
  return seen(false, "no frame ran into it: it had no effect");
}

export async function removeTable(undo: CutUndo, env: FaultEnv, ctx: Ctx): Promise<void> {
  await everywhere(undo, env, ctx, (at) =>
    at.agent.run(["nft", "delete", "table", at.family, undo.table], ctx),
  );
}

export async function verifyRemoved(undo: CutUndo, env: FaultEnv, ctx: Ctx) {
  const there = await everywhere(undo, env, ctx, async (at) => {
    const { exitCode } = await at.agent.run(listTable(undo, at), ctx);
    return exitCode === 0;
  });
  const gone = !there.includes(true);
  return seen(gone, gone ? "the rules are gone" : "the rules are still there");
}
