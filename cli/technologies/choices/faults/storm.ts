import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeRefs, number } from "../../../core/kinds/values.ts";
import { deal, deck } from "../deck.ts";
import { activeOn, allRun, choicesOn } from "../operator.ts";
import { aimed, type Hit, isStruck, recover, strike } from "../stricken.ts";

const schema = z.strictObject({
  fault: z.literal("storm"),
  nodes: nodeRefs.describe("The nodes that it may hit: those that are built by choice."),
  event: number
    .pipe(z.number().int().min(1).max(deck.length))
    .describe(`Which of the storm's faults, 1 to ${deck.length}.`),
  seed: number
    .pipe(z.number().int().min(0))
    .default(1)
    .describe("Deals the storm: in which order services are hit, and how."),
  notice: duration
    .prefault("1s")
    .describe("So long after the primary of the orders died a standby is promoted."),
  lag: duration
    .prefault("700ms")
    .describe("So long nothing of the primary reaches its standbys before it dies."),
});

interface StormUndo extends Undo {
  readonly kind: "storm";
  readonly hit: Hit;
}

const said = { "power-off": "power-off", kill: "kill", freeze: "freeze", lag: "cut and power-off" };

export const kind: FaultKind<z.infer<typeof schema>, StormUndo> = {
  kind: "storm",
  about:
    "One fault of a storm that a seed deals: a node that is active for a service (or a standby of the orders) loses its power, is frozen, is cut off and dies, or its daemon is killed. A standby of the orders is promoted then. Healing brings all back and waits until it has settled; who took over stays.",
  schema,
  args: ["nodes", "event"],
  needs: ["nft-bridge", "nft-timeout"],
  async prepare({ nodes, seed, event, notice, lag }, env, ctx) {
    const [choices, active] = await Promise.all([choicesOn(env, ctx), activeOn(env, ctx)]);
    const card = deal(seed)[event - 1];
    const may = nodes.map(env.resolve);
    const own = (card && choices[card.service]?.nodes.filter((one) => may.includes(one))) ?? [];
    const isActive = (node: string) =>
      card !== undefined && active.get(node)?.includes(card.service) === true;
    // Who has no standby has nothing else to lose: the only server is hit.
    const node =
      card?.part === "standby"
        ? (own.find((one) => !isActive(one)) ?? own[0])
        : (own.find(isActive) ?? own[0]);
    if (!card || node === undefined)
      throw new HalabError("NODE_FAILED", `no node has ${card?.service ?? "anything"} to lose`, {
        hint: "halab exec CLUSTER n1 -- halab-choices active",
      });
    const services = active.get(node) ?? [];
    // A frozen primary of the orders would wake up as a second one.
    const way = card.way === "freeze" && services.includes("orders") ? "power-off" : card.way;
    const hit = await aimed(
      {
        ...{ way, nodes: [node], of: card.service },
        active: way === "kill" ? [card.service] : [...services],
        ...{ lagMs: lag, noticeMs: notice, servers: choices.orders?.nodes ?? [] },
      },
      env,
      ctx,
    );
    const title = `${said[way]} ${node} (${card.service}, ${card.part})`;
    return { title, nodes: [node], undo: { kind: "storm", hit } };
  },
  inject: ({ hit }, env, ctx) => strike(hit, env, ctx),
  verify: async ({ hit }, env, ctx) => seenAtAll(await isStruck(hit, env, ctx)),
  heal: ({ hit }, env, ctx) => recover(hit, env, ctx),
  verifyHealed: async (_, env, ctx) => seenAtAll(await allRun(env, ctx)),
};
