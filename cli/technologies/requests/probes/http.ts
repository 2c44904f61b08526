import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("http"),
  from: name,
  url: z
    .string()
    .regex(
      /^http:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?(\/\S*)?$/,
      "must be http://ADDRESS[:PORT]/PATH, with a numeric address (name resolution would be measured too)",
    ),
  every: duration.prefault("5ms"),
  "every-in-vm": everyInVm,
  /** Under TCP's first retransmission of a SYN (1 s), so that every probe is one shot. */
  timeout: duration.prefault("250ms"),
});
type Spec = z.infer<typeof schema>;

const address = (spec: Spec) => /^http:\/\/([\d.]+)/.exec(spec.url)?.[1];

/** A request over a new connection every time; says which server answered. */
export const kind: ProbeKind<Spec> = {
  kind: "http",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `http ${address(spec)}`,
  address,
  command: (spec) => ({ from: spec.from, argv: ["http", "--url", spec.url, ...pace(spec)] }),
};
