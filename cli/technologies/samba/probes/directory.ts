import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { type Directory, directoryOf } from "../history/directory.ts";
import { relative } from "../history/words.ts";

const schema = z.strictObject({
  kind: z.literal("directory"),
  from: nodeName.describe("The client that asks: a node with the service directory-client."),
  controllers: z
    .array(nodeName)
    .min(1)
    .max(16)
    .describe("The controllers; the first one makes what is written to."),
  password: z.string().min(1).describe("Of the domain's Administrator."),
  every: duration.prefault("2s").describe("A number is written on each controller so often."),
});
type Spec = z.infer<typeof schema>;

/** "NS WORDS": kept as they are, but for times of the node's own clock. */
function parseLine(line: string): { readonly atNs: number; readonly value: string } | undefined {
  const [, ns, words] = /^(\d{1,19}) (.+)$/.exec(line) ?? [];
  if (words === undefined) return undefined;
  return { atNs: Number(ns), value: relative(Number(ns), words) };
}

/** What was written so long ago is everywhere, by whatever way: two hops of Samba's own interval, and as long again. */
const oldNs = 12e9;

function lacking(
  node: string,
  spec: Spec,
  directory: Directory,
  nowNs: number,
): string | undefined {
  if (directory.node(node).up.at(nowNs) !== true) return `${node} does not answer`;
  for (const source of spec.controllers) {
    // At first that is what was written first: nobody tells a controller of anything before it has pulled once.
    const { written } = directory.node(source);
    const old = written.findLast(({ t }) => t < nowNs - oldNs) ?? written[0];
    if (!old) return `nothing was written on ${source}`;
    if (directory.seenAt(node, old) === undefined)
      return `${node} lacks what was written on ${source}`;
  }
  return alone(node, spec, directory, nowNs);
}

/** Whom it takes for somebody who pulls from nobody. */
function alone(
  node: string,
  { controllers }: Spec,
  directory: Directory,
  nowNs: number,
): string | undefined {
  if (controllers.length < 2) return undefined;
  const inbound = directory.node(node).links.at(nowNs)?.inbound ?? [];
  const lonely = controllers.find((one) => !inbound.some(({ to }) => to === one));
  return lonely && `by ${node}, ${lonely} pulls from nobody`;
}

export const kind: ProbeKind<Spec> = {
  kind: "directory",
  about:
    "A multimaster directory as its clients see it, by LDAP over TLS: a number is written on each controller every so often, and each controller is asked ten times a second what it has of all of them; besides, the objects of OU=staff, who owns the FSMO roles, sites and connections.",
  schema,
  label: (spec) => `directory of ${spec.controllers.join(", ")}`,
  address: () => undefined,
  watches: "words",
  follow: (spec) => ({
    nodes: [spec.from],
    argv: ["halab-samba", "follow", spec.password, String(spec.every), ...spec.controllers],
    parse: parseLine,
  }),
  unsteady(spec, { words, nowNs }) {
    const directory = directoryOf(words);
    return spec.controllers.map((node) => lacking(node, spec, directory, nowNs)).find(Boolean);
  },
};
