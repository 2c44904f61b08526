import { z } from "zod";
import { everyInVm, type ProbeKind, pace, sources, unproven } from "../../../core/kinds/probe.ts";
import { duration, nodeName, number } from "../../../core/kinds/values.ts";
import { address, numericUrlOfPage } from "../url.ts";

const schema = z
  .strictObject({
    kind: z.literal("users"),
    from: nodeName.describe("The node that asks."),
    url: numericUrlOfPage.describe(
      "A basket of the service `shop`; /etc/shop.conf says which path keeps it where.",
    ),
    users: number
      .pipe(z.number().int().min(2).max(10_000))
      .default(300)
      .describe("So many; request k is of user k modulo their number."),
    sources: sources
      .optional()
      .describe(
        "The users' addresses, in turn, all of them local to `from` (template requests/many-addresses); default: that of `from`.",
      ),
    every: duration.prefault("10ms").describe("From request to request, whosever they are."),
    "every-in-vm": everyInVm,
    unproven,
    timeout: duration.prefault("500ms").describe("A later answer is none."),
  })
  .refine((spec) => spec.users * spec.every > spec.timeout, {
    message: "a user would come again before the timeout: more users, or less often",
    path: ["every"],
  });
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "users",
  about:
    "Customers of a shop, each with cookies and a basket, who come in turn: is it still theirs, and who served them?",
  schema,
  proven: true,
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
