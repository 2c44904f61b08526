import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { services } from "../choices.ts";
import { activeOn, allRun, choicesOn } from "../operator.ts";
import { aimed, type Hit, isStruck, recover, strike } from "../stricken.ts";

const schema = z.strictObject({
  fault: z.literal("rack-dies"),
  racks: z
    .preprocess(
      (given) =>
        typeof given === "string" ? given.split("/").map((one) => one.split(",")) : given,
      z.array(z.array(nodeName).min(1)).min(1),
    )
    .meta({ title: "a list of racks, each a list of nodes" })
    .describe("Of nodes on one supply each; on the command line a,b/c,d."),
  notice: duration
    .prefault("1s")
    .describe("So long after the primary of the orders died a standby is promoted."),
});

interface RackUndo extends Undo {
  readonly kind: "rack-dies";
  readonly hit: Hit;
}

export const kind: FaultKind<z.infer<typeof schema>, RackUndo> = {
  kind: "rack-dies",
  about:
    "A rack loses its power, all its nodes at the same moment: the one that most of a service is in, among equals the one with the primary of the orders. A standby elsewhere is promoted then. Healing brings all back and waits until it has settled.",
  schema,
  args: ["racks"],
  needs: ["nft-bridge"],
  async prepare({ racks, notice }, env, ctx) {
    const [choices, active] = await Promise.all([choicesOn(env, ctx), activeOn(env, ctx)]);
    const most = (rack: readonly string[]) =>
      Math.max(
        ...services.map(
          (one) => (choices[one]?.nodes ?? []).filter((node) => rack.includes(node)).length,
        ),
      );
    const leads = (rack: readonly string[]) =>
      rack.some((node) => active.get(node)?.includes("orders")) ? 1 : 0;
    const [worst] = racks.toSorted((a, b) => most(b) - most(a) || leads(b) - leads(a));
    if (!worst) throw new HalabError("LAB_INVALID", "there is no rack");
    const all = new Set(worst.flatMap((node) => active.get(node) ?? []));
    const hit = await aimed(
      {
        ...{ way: "power-off", nodes: worst, of: "rack", active: [...all] },
        ...{ lagMs: 0, noticeMs: notice, servers: choices.orders?.nodes ?? [] },
      },
      env,
      ctx,
    );
    return {
      title: `rack-dies ${worst.join(", ")}`,
      nodes: worst,
      undo: { kind: "rack-dies", hit },
    };
  },
  inject: ({ hit }, env, ctx) => strike(hit, env, ctx),
  verify: async ({ hit }, env, ctx) => seenAtAll(await isStruck(hit, env, ctx)),
  heal: ({ hit }, env, ctx) => recover(hit, env, ctx),
  verifyHealed: async (_, env, ctx) => seenAtAll(await allRun(env, ctx)),
};
