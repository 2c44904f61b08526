import { z } from "zod";
import { everyInVm, type ProbeKind, pace, sources } from "../../../core/kinds/probe.ts";
import { duration, name, number } from "../../../core/lab/schema.ts";

const schema = z
  .strictObject({
    kind: z.literal("users"),
    from: name,
    /** A basket of the service `shop`. */
    url: z
      .string()
      .regex(
        /^http:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?\/\S+$/,
        "must be http://ADDRESS[:PORT]/PATH, with a numeric address (name resolution would be measured too)",
      ),
    /** Request k is of user k modulo their number. */
    users: number.pipe(z.number().int().min(2).max(10_000)).default(300),
    /** The users' addresses, in turn; default: that of `from`. */
    sources: sources.optional(),
    /** From request to request, whatever their user. */
    every: duration.prefault("10ms"),
    "every-in-vm": everyInVm,
    timeout: duration.prefault("500ms"),
  })
  .refine((spec) => spec.users * spec.every > spec.timeout, {
    message: "a user would come again before the timeout: more users, or less often",
    path: ["every"],
  });
type Spec = z.infer<typeof schema>;

const address = (spec: Spec) => /^http:\/\/([\d.]+)/.exec(spec.url)?.[1];

/** Customers of a shop, each with cookies and a basket: is it still theirs, and who served them? */
export const kind: ProbeKind<Spec> = {
  kind: "users",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `users of ${spec.url.replace(/^http:\/\//, "")}`,
  address,
  command: (spec) => ({
    from: spec.from,
    argv: [
      ...["users", "--url", spec.url, ...pace(spec), "--count", String(spec.users)],
      ...(spec.sources === undefined ? [] : ["--sources", spec.sources]),
    ],
  }),
};
