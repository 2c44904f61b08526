import { z } from "zod";
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
import { change, newUnit, search, unitOf } from "../ldb.ts";

const schema = z.strictObject({
  fault: z.literal("name-twice"),
  between: sides,
  name: unitName.prefault("Sales").describe("What both call their new unit, below OU=staff."),
});
type Spec = z.infer<typeof schema>;

interface TwiceUndo extends Undo, Apart {
  readonly kind: "name-twice";
}

export const kind: FaultKind<Spec, TwiceUndo> = {
  kind: "name-twice",
  about:
    "Two controllers are cut off from each other, and an administrator on each side makes an organizational unit of the same name. Healing joins them again; the directory has to cope with what was made.",
  schema,
  args: ["between", "between"],
  needs: ["nft-bridge", "nft-timeout"],
  async prepare(spec, env, ctx) {
    const { nodes, ...apart } = await planApart(spec, env, ctx);
    const title = `cut ${apart.first} | ${apart.second}, and OU=${spec.name} is made on both`;
    return { title, nodes, undo: { kind: "name-twice", ...apart } };
  },
  // The elements' own timeout is the dead man.
  arm: ({ cut }, _ttlMs, env, ctx) => prepareTable(cut, "counter name hits drop", env, ctx),
  async inject({ cut, first, second, name, domain }, env, ctx) {
    const atNs = await cutPairs(cut, env.ttlMs, env, ctx);
    for (const node of [first, second]) {
      const agent = await env.agent(node, ctx);
      await change(agent, newUnit(unitOf(name, domain), `made on ${node}`), ctx);
    }
    return atNs;
  },
  async verify({ cut, first, second, name, domain }, env, ctx) {
    const lost = await verifyHits(cut, env, ctx);
    const made = await Promise.all(
      [first, second].map(async (node) => {
        const asked = {
          base: unitOf(name, domain),
          scope: "base",
          attributes: ["description"],
        } as const;
        const [unit] = await search(await env.agent(node, ctx), asked, ctx);
        return unit?.get("description") === `made on ${node}`;
      }),
    );
    if (made.includes(false)) return seen(false, `OU=${name} was not made on both`);
    return seen(
      lost.ok,
      `OU=${name} is on ${first} and on ${second}, each its own`,
      ...lost.evidence,
    );
  },
  showMs: 5000,
  heal: ({ cut }, env, ctx) => removeTable(cut, env, ctx),
  verifyHealed: ({ cut }, env, ctx) => verifyRemoved(cut, env, ctx),
  putBack: { of: ({ name }) => name, do: removeUnits },
};
