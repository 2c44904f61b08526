import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { portsOf } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { cutPower, givePower, lookAtPower } from "../power.ts";

const schema = z.strictObject({
  fault: z.literal("only-powered"),
  nodes: nodeRefs.describe("All that hang on this supply; on the command line with commas."),
  on: nodeRefs.describe("Those of them that have power from now on; the others lose it."),
});

interface PowerUndo extends Undo {
  readonly kind: "only-powered";
  readonly on: readonly string[];
  /** Who loses it. */
  readonly off: readonly string[];
  readonly ports: readonly string[];
}

export const kind: FaultKind<z.infer<typeof schema>, PowerUndo> = {
  kind: "only-powered",
  about:
    "Of some nodes on one supply only these have power from now on: the others lose theirs at one moment, and then those that were off come back, alone. Healing gives the power back to who lost it.",
  closes: "only-powered",
  schema,
  args: ["nodes", "on"],
  async prepare(spec, env, ctx) {
    const nodes = spec.nodes.map(env.resolve);
    const on = spec.on.map(env.resolve);
    const off = nodes.filter((node) => !on.includes(node));
    const stranger = on.find((node) => !nodes.includes(node));
    if (stranger !== undefined)
      throw new HalabError("USAGE", `only-powered: ${stranger} is not among the nodes`, {
        hint: `name ${stranger} in \`nodes\` as well`,
      });
    const { evidence, ok } = await lookAtPower(off, "running", env, ctx);
    // What an earlier one switched off, its healing would switch on again.
    if (!ok)
      throw new HalabError("CONFLICT", "only-powered: who is to lose the power has to have it", {
        details: evidence,
        hint: "halab heal CLUSTER",
      });
    const ports = (await portsOf(env, off, ctx)).map((one) => one.port);
    const undo: PowerUndo = { kind: "only-powered", on, off, ports };
    return { title: `power for ${on.join(", ")} alone`, nodes, undo };
  },
  async inject({ on, off, ports }, env, ctx) {
    const atNs = await cutPower({ nodes: off, ports }, env, ctx);
    await givePower(on, env, ctx);
    return atNs;
  },
  async verify({ on, off }, env, ctx) {
    const lit = await lookAtPower(on, "running", env, ctx);
    const dark = await lookAtPower(off, "off", env, ctx);
    return { ok: dark.ok && lit.ok, evidence: [...lit.evidence, ...dark.evidence] };
  },
  heal: ({ off }, env, ctx) => givePower(off, env, ctx),
  verifyHealed: ({ off }, env, ctx) => lookAtPower(off, "running", env, ctx),
};
