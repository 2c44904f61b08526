import type { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { change, described, domainOf, newValue, search, staffOf } from "../ldb.ts";
import { movedSince, stampsOf } from "../metadata.ts";

const schema = measureSchema("attributes-moved", {
  from: nodeName.describe("The controller on which one attribute of an object is changed."),
  to: nodeName.describe("The controller on which it is looked at what came."),
});
type Spec = z.infer<typeof schema>;

/** An attribute of the unit that nobody else changes. */
const attribute = "street";
/** Beyond any interval of a lab. */
const arrivesMs = 40_000;

async function stampsOn(agent: NodeAgent, dn: string, ctx: Ctx) {
  return stampsOf(await described(agent, dn, "replPropertyMetaData", ctx));
}

async function valueOn(agent: NodeAgent, dn: string, ctx: Ctx): Promise<string | undefined> {
  const [found] = await search(agent, { base: dn, scope: "base", attributes: [attribute] }, ctx);
  return found?.get(attribute);
}

export const kind: MeasureKind<Spec> = {
  kind: "attributes-moved",
  about:
    "How many attributes of an object a controller took over when one of them was changed on another: by the stamps that every attribute has (replPropertyMetaData), before and after.",
  schema,
  title: ({ from, to }) => `attributes that move from ${from} to ${to} when one is changed`,
  async take({ from, to }, env, ctx) {
    const [there, here] = [await env.agent(from, ctx), await env.agent(to, ctx)];
    const dn = staffOf(await domainOf(here, ctx));
    const before = await stampsOn(here, dn, ctx);
    if (before.length === 0)
      throw new HalabError("NODE_FAILED", `${to} shows no stamps of ${dn}`, { node: to });
    const value = `road ${Math.round(ctx.clock.nowNs() / 1e6)}`;
    await change(there, newValue(dn, attribute, value), ctx);
    const come = async () => ((await valueOn(here, dn, ctx)) === value ? true : undefined);
    const what = `the new ${attribute} of ${dn} on ${to}`;
    await waitUntil(come, { what, timeoutMs: arrivesMs, everyMs: 100 }, ctx);
    const after = await stampsOn(here, dn, ctx);
    const moved = movedSince(before, after);
    return {
      value: moved.length,
      unit: "",
      evidence: [
        `of ${after.length} attributes of ${dn} on ${to} these were stamped anew: ${moved.map((one) => one.attribute).join(", ") || "none"}`,
        ...moved.map(
          (one) =>
            `${one.attribute}: version ${one.version}, change ${one.usn} of the database ${one.invocation}`,
        ),
      ],
    };
  },
};
