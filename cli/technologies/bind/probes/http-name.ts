import { z } from "zod";
import { everyInVm, type ProbeKind, pace, unproven } from "../../../core/kinds/probe.ts";
import { duration, nodeName, number } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  kind: z.literal("http-name"),
  from: nodeName.describe("The node that asks."),
  url: z
    .string()
    .regex(
      /^http:\/\/(?=[a-z0-9.-]*[a-z])[a-z0-9][a-z0-9.-]{0,61}(:\d{1,5})?(\/[!-~]{0,1023})?$/,
      "must be http://NAME[:PORT]/PATH (for an address there is `kind: http`)",
    )
    .meta({ title: "http://NAME[:PORT]/PATH" }),
  resolver: z.ipv4().describe("The resolver that every new client asks, once."),
  tries: number
    .pipe(z.number().int().min(1).max(16))
    .default(1)
    .describe(
      "So many of the answer's addresses are tried, in its order, where a connection is refused or is not there in time.",
    ),
  "try-for": duration
    .prefault("250ms")
    .describe("After so long without a connection the next address is tried."),
  every: duration
    .prefault("10ms")
    .describe("From request to request, whatever became of the others."),
  "every-in-vm": everyInVm,
  unproven,
  timeout: duration.prefault("250ms").describe("For all of it: the name, every try, the answer."),
});
type Spec = z.infer<typeof schema>;

/** The name that a client of this probe resolves. */
function hostOf(spec: { readonly url: string }): string {
  return /^http:\/\/([^:/]+)/.exec(spec.url)?.[1] ?? "";
}

function argvOf(spec: Spec): string[] {
  const more = ["--tries", String(spec.tries), "--try-us", String(spec["try-for"] * 1000)];
  return [
    ...["http-name", "--url", spec.url, "--server", spec.resolver, ...pace(spec)],
    ...(spec.tries > 1 ? more : []),
  ];
}

export const kind: ProbeKind<Spec> = {
  kind: "http-name",
  about:
    "A new client each time: it resolves the name of its `url` at its `resolver` and asks the answer's first address, or the next ones too, over a new connection. Which server answered is kept. BIND's cyclic order turns at each look-up: give probes of one name rates whose sum never keeps step with the number of addresses.",
  schema,
  proven: true,
  label: (spec) =>
    `${hostOf(spec)}, ${spec.tries > 1 ? `up to ${spec.tries} addresses` : "first address"}`,
  address: (spec) => spec.resolver,
  command: (spec) => ({ from: spec.from, argv: argvOf(spec) }),
};
