import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, name, number } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("http-name"),
  from: name,
  url: z
    .string()
    .regex(
      /^http:\/\/(?=[a-z0-9.-]*[a-z])[a-z0-9][a-z0-9.-]{0,61}(:\d{1,5})?(\/\S*)?$/,
      "must be http://NAME[:PORT]/PATH (for an address there is `kind: http`)",
    ),
  /** The resolver that every new client asks, once. */
  resolver: z.ipv4(),
  /** How many of the answer's addresses it tries, in the answer's order. */
  tries: number.pipe(z.number().int().min(1).max(16)).default(1),
  /** An address that lets a connection wait for so long is given up for the next one. */
  "try-for": duration.prefault("250ms"),
  every: duration.prefault("10ms"),
  "every-in-vm": everyInVm,
  /** For all of it: the name, every try, the answer. */
  timeout: duration.prefault("250ms"),
});
type Spec = z.infer<typeof schema>;

/** The name that a client of this probe resolves. */
export function hostOf(spec: { readonly url: string }): string {
  return /^http:\/\/([^:/]+)/.exec(spec.url)?.[1] ?? "";
}

function argvOf(spec: Spec): string[] {
  const more = ["--tries", String(spec.tries), "--try-us", String(spec["try-for"] * 1000)];
  return [
    ...["http-name", "--url", spec.url, "--server", spec.resolver, ...pace(spec)],
    ...(spec.tries > 1 ? more : []),
  ];
}

/**
 * A new client each time: it resolves a name at its resolver and asks the answer's first address,
 * or the next ones too, over a new connection; says which server answered.
 */
export const kind: ProbeKind<Spec> = {
  kind: "http-name",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) =>
    `${hostOf(spec)}, ${spec.tries > 1 ? `up to ${spec.tries} addresses` : "first address"}`,
  address: (spec) => spec.resolver,
  command: (spec) => ({ from: spec.from, argv: argvOf(spec) }),
};
