/** Controllers that are cut off from each other while somebody changes something on both sides. */
import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import { tableName } from "../../core/cluster/table-names.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { nodeRef } from "../../core/kinds/values.ts";
import { type CutUndo, portPairs } from "../network/frames.ts";
import { domainOf, remove, search, staffOf } from "./ldb.ts";

const side = z.union([nodeRef.transform((one) => [one]), z.array(nodeRef).min(1)]);

export const sides = z
  .tuple([side, side])
  .meta({ title: "a list of two sides, each a node or a list of nodes" })
  .describe("Who is cut off from whom; the change is made on the first node of each.");

/** A name that needs no escaping in a DN, nor in LDIF. */
export const unitName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,30}$/, "must be letters, digits and hyphens, at most 31")
  .meta({ title: "a name" });

export interface Apart {
  readonly first: string;
  readonly second: string;
  readonly domain: string;
  readonly name: string;
  readonly cut: CutUndo;
}

export async function planApart(
  spec: {
    readonly fault: string;
    readonly between: readonly (readonly string[])[];
    readonly name: string;
  },
  env: FaultEnv,
  ctx: Ctx,
): Promise<Apart & { readonly nodes: readonly string[] }> {
  const [a = [], b = []] = spec.between.map((nodes) => nodes.map(env.resolve));
  const [first = "", second = ""] = [a[0], b[0]];
  const domain = await domainOf(await env.agent(first, ctx), ctx);
  const pairs = await portPairs(env, a, b, true, ctx);
  const table = tableName(env.cluster.name, "apart");
  const cut = { kind: spec.fault, table, pairs, protocol: "all" };
  return { first, second, domain, name: spec.name, cut, nodes: [...a, ...b] };
}

/** On a cluster that lives on: nothing of that name stays, on whichever controller it was made. */
export async function removeUnits(
  { first, domain, name }: Apart,
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  const agent = await env.agent(first, ctx);
  const all = await search(
    agent,
    { base: staffOf(domain), scope: "one", attributes: ["name"] },
    ctx,
  );
  for (const record of all) {
    const called = record.get("name") ?? "";
    const dn = record.get("dn");
    if (dn !== undefined && (called === name || called.startsWith(`${name}\nCNF:`)))
      await remove(agent, dn, ctx);
  }
}
