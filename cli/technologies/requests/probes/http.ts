import { z } from "zod";
import { everyInVm, type ProbeKind, pace, unproven } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { address, numericUrl } from "../url.ts";

const schema = z.strictObject({
  kind: z.literal("http"),
  from: nodeName.describe("The node that asks."),
  url: numericUrl,
  every: duration
    .prefault("5ms")
    .describe("From request to request, whatever became of the others."),
  "every-in-vm": everyInVm,
  unproven,
  timeout: duration
    .prefault("250ms")
    .describe("Short of TCP's second try of a SYN (1 s), so that every request is one shot."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "http",
  about:
    "A request over a new connection each time, whatever became of the others. Which server answered is kept.",
  schema,
  proven: true,
  label: (spec) => `http ${address(spec)}`,
  address,
  command: (spec) => ({ from: spec.from, argv: ["http", "--url", spec.url, ...pace(spec)] }),
};
