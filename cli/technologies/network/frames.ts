/**
 * Cuts and losses are made on the switch, in nftables' bridge family: a node's own root cannot
 * undo them, and they hit every frame between two ports, ARP and multicast included. Where there is
 * no way to the switch (Vagrant), each node drops what comes in from the others. Every
 * element of the set has a timeout, so the kernel itself undoes a cut whose maker was killed.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import type { Filter } from "../../core/cluster/provider.ts";
import type { Ref } from "../../core/kinds/check.ts";
import type { FaultEnv, Undo } from "../../core/kinds/fault.ts";
import { must, portsOf, seen } from "../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../core/lab/schema.ts";

export interface CutUndo extends Undo {
  readonly table: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly protocol: string;
}

/** What is cut: everything, or what one nftables expression matches. */
const protocols: Readonly<Record<string, readonly string[]>> = {
  all: [""],
  arp: ["ether type arp"],
  ip: ["ether type ip"],
  icmp: ["ip protocol icmp"],
  /** RFC 9568 5.1.1.4: protocol 112. */
  vrrp: ["ip protocol 112"],
  corosync: ["udp dport 5405"],
  dns: ["udp dport 53", "tcp dport 53", "udp sport 53", "tcp sport 53"],
  /** Opcode 4 (RFC 1996 3): 4 bits, behind 8 bytes of UDP, 2 of the message's id and the QR bit. */
  notify: ["udp dport 53 @th,80,8 & 0x78 == 0x20"],
};

const protocolNames: readonly string[] = Object.keys(protocols);

/** `vrrp`, `all`, or `tcp/80`, `udp/53`: a port as destination or as source. */
const protocolPattern = new RegExp(`^(${protocolNames.join("|")}|(tcp|udp)/\\d{1,5})$`);

const side = z.union([nodeRef.transform((one) => [one]), z.array(nodeRef).min(1)]);

/** What every fault between two sets of nodes is told. */
export const betweenSides = {
  between: z.tuple([side, side]),
  protocol: z
    .string()
    .regex(protocolPattern, `must be one of ${protocolNames.join(", ")}, or like tcp/80`)
    .default("all"),
};

export function sideRefs(spec: { readonly between: readonly (readonly string[])[] }): Ref[] {
  return spec.between.flatMap((nodes, at) =>
    nodes.map((name, index): Ref => ({ to: "nodeRef", name, path: ["between", at, index] })),
  );
}

function expressions(protocol: string): readonly string[] {
  const [transport, port] = protocol.split("/");
  if (port !== undefined) return [`${transport} dport ${port}`, `${transport} sport ${port}`];
  return protocols[protocol] ?? [""];
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

/** How the names of a cluster's tables begin; clusters' names have no dot, so none is another's. */
export function tablePrefix(cluster: string): string {
  return `halab_${cluster}.`;
}

/** One table for one fault: its name is our handle, and the only thing that is ever removed. */
export function tableName(cluster: string, what: string): string {
  return `${tablePrefix(cluster)}${what}_${randomBytes(4).toString("hex")}`;
}

/**
 * The rules, for no pair yet: committing a chain takes the kernel up to hundreds of milliseconds
 * on a busy machine, and an element's timeout would run meanwhile.
 */
function rulesOf(undo: CutUndo, verdict: string, at: Filter): string {
  const rules = expressions(undo.protocol).map(
    (match) => `    ${at.key} @pairs ${match} ${verdict}`,
  );
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
  await everywhere(undo, env, ctx, (at) =>
    must(at.agent, ["nft", "-f", "-"], ctx, rulesOf(undo, verdict, at)),
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
