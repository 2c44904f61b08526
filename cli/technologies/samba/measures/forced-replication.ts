import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { must } from "../../../core/cluster/commands.ts";
import { type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { change, domainOf, newValue, search, staffOf } from "../ldb.ts";

const schema = measureSchema("forced-replication", {
  from: nodeName.describe("The controller on which something is changed just before."),
  to: nodeName.describe("The controller that is told to pull from it now."),
  password: z.string().min(1).describe("Of Administrator."),
});
type Spec = z.infer<typeof schema>;

/** Nobody else changes it. */
const attribute = "l";

export const kind: MeasureKind<Spec> = {
  kind: "forced-replication",
  about:
    "How long `samba-tool drs replicate TO FROM --sync-forced` takes, from its call until what was changed just before is there; a minute means that it was not.",
  schema,
  title: ({ from, to }) => `forced replication from ${from} to ${to}`,
  slowedByOthers: true,
  async take({ from, to, password }, env, ctx) {
    const [there, here] = [await env.agent(from, ctx), await env.agent(to, ctx)];
    const domain = await domainOf(here, ctx);
    const dn = staffOf(domain);
    const value = `town ${Math.round(ctx.clock.nowNs() / 1e6)}`;
    await change(there, newValue(dn, attribute, value), ctx);
    const argv = ["samba-tool", "drs", "replicate", to, from, domain, "--sync-forced"];
    const beganNs = ctx.clock.nowNs();
    const said = await must(
      here,
      ["timeout", "30", ...argv, "-U", `Administrator%${password}`],
      ctx,
    );
    const tookS = (ctx.clock.nowNs() - beganNs) / 1e9;
    const [found] = await search(here, { base: dn, scope: "base", attributes: [attribute] }, ctx);
    const come = found?.get(attribute) === value;
    const last = said.trim().split("\n").at(-1) ?? "";
    return {
      value: come ? round(tookS) : 60,
      unit: "s",
      evidence: [last, come ? `${to} has it then` : `but ${to} does not have it`],
    };
  },
};
