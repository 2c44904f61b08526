import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { forget, keep, kept } from "../../../core/kinds/fault-account.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { activeOn, choicesOn } from "../operator.ts";
import { RollOut } from "../rolling.ts";

const schema = z.strictObject({
  fault: z.literal("roll-out"),
  operator: nodeName.describe("Where what was done is written down; a node that nothing hits."),
  look: duration
    .prefault("1s")
    .describe("So long a node runs with the new configuration before it is looked at."),
});

interface RollUndo extends Undo {
  readonly kind: "roll-out";
  readonly operator: string;
  readonly lookMs: number;
  readonly nodes: readonly string[];
  /** At once; or one by one. */
  readonly together: boolean;
  readonly checked: boolean;
}

export const kind: FaultKind<z.infer<typeof schema>, RollUndo> = {
  kind: "roll-out",
  about:
    "A bad configuration, which nginx's own checker takes, is rolled out to all servers of the static files, in the way that /etc/choices says: at once or one by one (whoever has the address last), with a look at each or without. A look that finds no page puts the old one back, and ends it.",
  schema,
  args: ["operator"],
  async prepare({ operator, look }, env, ctx) {
    const [choices, active] = await Promise.all([choicesOn(env, ctx), activeOn(env, ctx)]);
    const { files, rollout } = choices;
    if (!files || files.nodes.length === 0)
      throw new HalabError("NODE_FAILED", "no node serves the static files", {
        hint: "halab exec CLUSTER n1 -- cat /etc/choices",
      });
    const serves = (node: string) => (active.get(node)?.includes("files") ? 1 : 0);
    const nodes = files.nodes.toSorted((a, b) => serves(a) - serves(b));
    const together = rollout?.technique !== "one-by-one";
    const checked = rollout?.checked === true;
    const how = `${together ? "at once" : "one by one"}, ${checked ? "looked at" : "unseen"}`;
    const undo: RollUndo = {
      ...{ kind: "roll-out", operator, lookMs: look },
      ...{ nodes, together, checked },
    };
    return { title: `roll-out to ${nodes.join(", ")} (${how})`, nodes, undo };
  },
  async inject(undo, env, ctx) {
    const atNs = ctx.clock.nowNs();
    const rolling = new RollOut(env, ctx, undo.lookMs);
    if (undo.together) await rolling.atOnce(undo.nodes, undo.checked);
    else await rolling.oneByOne(undo.nodes, undo.checked);
    await keep(undo.operator, rolling.log, env, ctx);
    return atNs;
  },
  verify: ({ operator }, env, ctx) => kept(operator, env, ctx),
  async heal({ nodes, operator }, env, ctx) {
    await Promise.all(
      nodes.map(async (node) =>
        must(await env.agent(node, ctx), ["halab-choices", "page", "good"], ctx),
      ),
    );
    await forget(operator, env, ctx);
  },
  async verifyHealed({ nodes, operator }, env, ctx) {
    const forgotten = !(await kept(operator, env, ctx)).ok;
    const well = await Promise.all(
      nodes.map(async (node) => {
        const agent = await env.agent(node, ctx);
        return (await agent.run(["halab-choices", "page-well"], ctx)).exitCode === 0;
      }),
    );
    return seen(
      forgotten && !well.includes(false),
      `${nodes.join(", ")} have the old configuration`,
    );
  },
};
