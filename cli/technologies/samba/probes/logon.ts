import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { logonsOf } from "../history/logons.ts";
import { relative } from "../history/words.ts";

const schema = z.strictObject({
  kind: z.literal("logon"),
  from: nodeName.describe("The client that logs on: a node with the service directory-client."),
  principal: z
    .string()
    .regex(/^[^@\s]+@[A-Z0-9.-]+$/, "must be NAME@REALM, the realm in capitals")
    .describe("Who logs on."),
  password: z.string().min(1).describe("Of the principal."),
  every: duration.prefault("500ms").describe("A logon is due so often."),
  timeout: duration
    .prefault("5s")
    .describe("One that takes longer has failed: a user waits no longer."),
  at: nodeName
    .optional()
    .describe(
      "The controller that is asked, and no other; default: whoever the client's krb5.conf finds.",
    ),
});
type Spec = z.infer<typeof schema>;

function parseLine(line: string): { readonly atNs: number; readonly value: string } | undefined {
  const [, ns, words] = /^(\d{1,19}) (logon .+)$/.exec(line) ?? [];
  if (words === undefined) return undefined;
  return { atNs: Number(ns), value: relative(Number(ns), words) };
}

export const kind: ProbeKind<Spec> = {
  kind: "logon",
  about:
    "Logons by Kerberos, as a user's machine does them (an AS exchange by MIT's library, RFC 4120 3.1): each is due at its time, whatever has become of those before it. By the client's own krb5.conf, or at one controller.",
  schema,
  label: (spec) => (spec.at === undefined ? "logons" : `logons at ${spec.at}`),
  address: () => undefined,
  watches: "words",
  follow: (spec) => ({
    nodes: [spec.from],
    argv: [
      ...["halab-samba", "logon", spec.principal, spec.password],
      ...[String(spec.every), String(spec.timeout), ...(spec.at === undefined ? [] : [spec.at])],
    ],
    parse: parseLine,
  }),
  unsteady(_spec, { words }) {
    const last = logonsOf(words).at(-1);
    if (!last) return "nobody has logged on";
    return last.ok ? undefined : `logons fail: ${last.why}`;
  },
};
