import { z } from "zod";
import { waitUntil } from "../../../core/base/time.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import {
  cutPairs,
  prepareTable,
  removeTable,
  verifyHits,
  verifyRemoved,
} from "../../network/frames.ts";
import { type Apart, planApart, removeUnits, sides, unitName } from "../apart.ts";
import { change, described, newUnit, newValue, search, unitOf } from "../ldb.ts";
import { stampsOf } from "../metadata.ts";

const value = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,60}$/, "must be letters, digits, blanks and hyphens");

const schema = z.strictObject({
  fault: z.literal("value-twice"),
  between: sides,
  name: unitName
    .prefault("Reception")
    .describe("The unit below OU=staff whose description is changed on both sides."),
  first: value
    .prefault("ground floor")
    .describe("What the first side leaves there; it changes it twice."),
  second: value.prefault("first floor").describe("What the second side writes: once, and later."),
});
type Spec = z.infer<typeof schema>;

interface ValueUndo extends Undo, Apart {
  readonly kind: "value-twice";
  /** By side. */
  readonly values: readonly [string, string];
}

/** Stamps have whole seconds: what is to be later has to be so by more than one. */
const laterMs = 1100;
/** Until a new unit is at the other side: what any interval of replication of a lab allows. */
const everywhereMs = 30_000;

export const kind: FaultKind<Spec, ValueUndo> = {
  kind: "value-twice",
  about:
    "Two controllers are cut off from each other, and the same attribute of one object is changed on both sides: twice on the first, and then, later, once on the second. Healing joins them again; one of the two values has to be left everywhere.",
  schema,
  args: ["between", "between"],
  needs: ["nft-bridge", "nft-timeout"],
  async prepare(spec, env, ctx) {
    const { nodes, ...apart } = await planApart(spec, env, ctx);
    const title = `cut ${apart.first} | ${apart.second}, and OU=${spec.name} is described anew on both`;
    const values = [spec.first, spec.second] as const;
    return { title, nodes, undo: { kind: "value-twice", ...apart, values } };
  },
  // The elements' own timeout is the dead man.
  arm: ({ cut }, _ttlMs, env, ctx) => prepareTable(cut, "counter name hits drop", env, ctx),
  async inject({ cut, first, second, name, domain, values }, env, ctx) {
    const [one, other] = [await env.agent(first, ctx), await env.agent(second, ctx)];
    const dn = unitOf(name, domain);
    const there = async (agent: typeof one) =>
      (await search(agent, { base: dn, scope: "base" }, ctx)).length > 0 || undefined;
    if (!(await there(one))) await change(one, newUnit(dn, "new"), ctx);
    const what = `OU=${name} to be on ${second}`;
    await waitUntil(() => there(other), { what, timeoutMs: everywhereMs, everyMs: 200 }, ctx);
    const atNs = await cutPairs(cut, env.ttlMs, env, ctx);
    await change(one, newValue(dn, "description", "not sure yet"), ctx);
    await change(one, newValue(dn, "description", values[0]), ctx);
    await ctx.clock.wait(laterMs, ctx.signal);
    await change(other, newValue(dn, "description", values[1]), ctx);
    return atNs;
  },
  async verify({ cut, first, second, name, domain, values }, env, ctx) {
    const lost = await verifyHits(cut, env, ctx);
    const dn = unitOf(name, domain);
    const sides = await Promise.all(
      [first, second].map(async (node, at) => {
        const agent = await env.agent(node, ctx);
        const [unit] = await search(
          agent,
          { base: dn, scope: "base", attributes: ["description"] },
          ctx,
        );
        if (unit?.get("description") !== values[at]) return undefined;
        const stamps = stampsOf(await described(agent, dn, "replPropertyMetaData", ctx));
        const version = stamps.find(({ attribute }) => attribute === "description")?.version;
        return `${node} says "${values[at]}", version ${version ?? "unknown"}`;
      }),
    );
    if (sides.includes(undefined))
      return seen(false, `OU=${name} has not been changed on both sides`);
    return seen(lost.ok, ...sides.map(String), ...lost.evidence);
  },
  showMs: 5000,
  heal: ({ cut }, env, ctx) => removeTable(cut, env, ctx),
  verifyHealed: ({ cut }, env, ctx) => verifyRemoved(cut, env, ctx),
  putBack: { of: ({ name }) => name, do: removeUnits },
};
