import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { threeDigits } from "../../../core/base/numbers.ts";
import type { RunView } from "../../../core/journal/view.ts";
import {
  type Measured,
  type MeasureKind,
  measureSchema,
  type Unserved,
} from "../../../core/kinds/measure.ts";
import { number, probeName, stepId } from "../../../core/kinds/values.ts";
import { borneBy, idleShare, mostOf, nodesOf, outageOf, survivedOf } from "../topology.ts";

const schema = measureSchema("topology", {
  what: z
    .enum(["nodes", "idle", "survived", "most", "outage"])
    .describe(
      "nodes: how many the services used. idle: the share of these nodes' room that is empty while nothing is broken. survived: failures in a row after which every service had a node. most: services on the most loaded node meanwhile. outage: the longest one of a service that came back.",
    ),
  steps: z.array(stepId).min(1).describe("The steps that broke it, in their order."),
  probes: z
    .array(probeName)
    .min(1)
    .describe(
      "One for each service: the watch on its address; for `outage` the probe that asks it.",
    ),
  capacity: number
    .pipe(z.number().int().min(1))
    .default(1)
    .describe("So many services have room on a node; for `idle`."),
});
type Spec = z.infer<typeof schema>;

const titles: Readonly<Record<Spec["what"], string>> = {
  nodes: "nodes that the services used",
  idle: "share of their room that is empty",
  survived: "failures in a row that all services survived",
  most: "services on the most loaded node",
  outage: "longest outage of a service that came back",
};

function taken({ what, steps, probes, capacity }: Spec, view: RunView): Measured | Unserved {
  const borne = borneBy(view, steps, probes);
  if (typeof borne === "string") throw new HalabError("NODE_FAILED", borne);
  const nodes = nodesOf(view, steps, probes);
  const value = (value: number, ...evidence: string[]): Measured => {
    return { value, unit: "", evidence };
  };
  const none = (why: string): Unserved => {
    return { value: null, unit: "", theirs: true, evidence: [why] };
  };
  switch (what) {
    case "nodes":
      return value(nodes.length, `services ran on ${nodes.join(", ") || "no node"}`);
    case "idle": {
      const idle = idleShare(nodes, probes, capacity);
      if (idle === undefined) return none("no service ran anywhere");
      const room = nodes.length * capacity;
      const why = `${probes.length} services, and room for ${room} on ${nodes.join(", ")}`;
      return value(threeDigits(idle), why);
    }
    case "survived": {
      const told = borne.map(({ step, owners }) => `at the end of ${step}: ${owners.join(", ")}`);
      return value(survivedOf(borne), ...told);
    }
    case "most":
      return value(mostOf(view, steps, probes), `while ${steps.join(" and ")} went on`);
    case "outage": {
      const longest = outageOf(view, steps, probes);
      if (longest === undefined) return none("no service came back");
      return { value: longest, unit: "s", evidence: [`in ${steps.join(" and ")}`] };
    }
    default:
      return what satisfies never;
  }
}

export const kind: MeasureKind<Spec> = {
  kind: "topology",
  about:
    "What a topology of services and spare nodes cost and bore, over the steps that broke it: one column of the table that compares topologies.",
  schema,
  title: ({ what, steps }) => `${titles[what]} (${steps.join(", ")})`,
  take: async (spec, { view }) => taken(spec, view),
};
