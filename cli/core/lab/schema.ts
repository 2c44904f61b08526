import { z } from "zod";
import { duration, name } from "../kinds/values.ts";
import { parameters } from "./parameters.ts";
import { predictions } from "./predictions.ts";
import { staticItem } from "./static-points.ts";
import { reservedPath, wrongPath, wrongPattern } from "./submission/paths.ts";
import { titles } from "./titles.ts";

/** A path, or a pattern of paths, that says itself what is wrong with it. */
const checkedBy = (wrong: (path: string) => string | undefined) =>
  z.string().superRefine((path, issue) => {
    const message = wrong(path);
    if (message !== undefined) issue.addIssue({ code: "custom", message });
  });

const filePath = checkedBy((path) => {
  const owner = reservedPath(path);
  return wrongPath(path) ?? (owner && `must lie elsewhere: ${owner}`);
});

const sizeText = 'must be like "64KiB" or "2MiB"';
const size = z
  .string(sizeText)
  .regex(/^[1-9]\d{0,5}(KiB|MiB)$/, sizeText)
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith("MiB") ? 2 ** 20 : 2 ** 10));

export const fileSpec = z.strictObject({
  template: z
    .string()
    .optional()
    .describe("A shared template below templates/, without .hbs: `keepalived/vrrp.conf`."),
  owner: z
    .enum(["lab", "student"])
    .default("lab")
    .describe("`student`: comes from the solution, or from the student's folder."),
  mode: z
    .string('must be octal in quotes, like "0644"')
    .regex(/^0?[0-7]{3}$/, 'must be octal in quotes, like "0644"')
    .default("0644")
    .describe("Who may read, write and run it: octal, in quotes."),
});

/** What a node's plan has in a line of its own (nodePlanText). */
const line = z.string().regex(/^[^\p{Cc}]*$/u, "must be one line, without control characters");

/** The engine needs 6 MiB, a node's init, agent and one small daemon some 40. */
const leastMiB = 64;
const mostMiB = 2 ** 20;
/** What is no number was said already. */
const inRange = (mib: number) => Number.isNaN(mib) || (mib >= leastMiB && mib <= mostMiB);

const variables = z.record(
  z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, "must be letters, digits and underscores"),
  z.union([z.string(), z.number(), z.boolean()], "must be text, a number, or true or false"),
);

export const roleSpec = z.strictObject({
  image: z
    .enum(["node", "client", "hypervisor"])
    .default("node")
    .describe("What is installed; `hypervisor`: a node that runs VMs itself."),
  machine: z
    .enum(["any", "container", "vm"])
    .default("any")
    .describe("`vm`: a kernel of its own; `container`: never a VM; `any`: as the provider has it."),
  about: z.string().optional().describe("What it is for, in a sentence for students."),
  services: z
    .array(name)
    .default([])
    .describe("Daemons that start at boot, in this order ([services](services.md))."),
  proves: z
    .boolean()
    .default(false)
    .describe(
      "Its servers prove to clients who they are: nginx by a template of ours, shop, echo.",
    ),
  files: z
    .record(filePath, fileSpec)
    .default({})
    .describe("Files of its nodes, by their whole paths."),
  allow: z
    .array(checkedBy(wrongPattern))
    .default([])
    .describe(
      "Patterns of paths at which students may have files of their own, e.g. `/etc/keepalived/**`; a file keeps its execute bit.",
    ),
  vars: variables.default({}).describe("Variables for the files of its nodes."),
  sysctls: z
    .record(
      z
        .string()
        .regex(/^[a-z0-9_]+([./][A-Za-z0-9_-]+)+$/, "must be a sysctl like net.ipv4.ip_forward"),
      z.union([line, z.number()], "must be text or a number"),
    )
    .default({})
    .describe("Settings of the kernel, over a Debian server's: `net.ipv4.ip_forward: 1`."),
  capabilities: z
    .array(z.string())
    .default([])
    .describe("capabilities(7) that its containers have beside the usual ones, e.g. `SYS_TIME`."),
  needs: z
    .array(z.string())
    .default([])
    .describe("Features of the kernel that it cannot do without ([images](images.md))."),
  routes: z
    .array(z.string())
    .default([])
    .describe(
      "`NETWORK via ADDRESS`, or `default via ADDRESS`; the gateway is on a segment of the node.",
    ),
  nameservers: z.array(z.string()).default([]).describe("Addresses for /etc/resolv.conf."),
  memory: z
    .string('must be like "256MiB"')
    .regex(/^\d+MiB$/, 'must be like "256MiB"')
    .refine((text) => inRange(Number.parseInt(text, 10)), `must be ${leastMiB}MiB to ${mostMiB}MiB`)
    .default("256MiB")
    .describe("The most that a node of it may take; a VM has so much. At least 64MiB."),
});

/** Other keys of a node are segments: `lan: 11` is the segment's 11th address. */
export const nodeSpec = z
  .object({
    role: name.describe("What it is for ([roles](roles.md))."),
    vars: variables.optional().describe("Variables for its files, over the role's."),
    routes: z.array(z.string()).optional().describe("Beside the role's."),
    without: z
      .array(name)
      .optional()
      .describe("Services of the role that this node does not start by itself."),
  })
  .catchall(
    z.union([z.number(), z.string()], "must be a number or an address (it is taken for a segment)"),
  );

const meant = z
  .string()
  .regex(/^owner-of [a-z][a-z0-9-]*$/, 'must be "owner-of PROBE"')
  .meta({ title: "owner-of PROBE" });

export const submissionSpec = z.strictObject({
  file: size.prefault("1MiB").describe("The largest file."),
  all: size.prefault("16MiB").describe("All of them."),
  files: z.number().int().min(1).max(10_000).default(500).describe("How many."),
});

const owners = z.enum(["as-at-first", "any"]);

export const stepSchema = <F extends z.ZodType, C extends z.ZodType, M extends z.ZodType>(
  fault: F,
  check: C,
  measure: M,
) =>
  z.strictObject({
    id: name.describe("Its name, for `--step` and `catches`."),
    title: z.string().describe("What happens, in a line."),
    tell: z.string().optional().describe("A part of the guide, e.g. guide.md#failover."),
    break: fault.optional().describe("The fault, which is undone at the step's end."),
    meant: meant
      .optional()
      .describe("Whom the fault has to hit: if it hits another, the step is not passed."),
    owners: owners
      .optional()
      .describe(
        "Whether the cluster is steady though others than at first hold the watched addresses; default: the lab's.",
      ),
    settle: duration
      .optional()
      .describe(
        "How long to wait for a steady cluster first; default: the lab's. `0s`: it begins in an earlier step's trouble.",
      ),
    watch: duration.optional().describe("Without a fault: how long to watch."),
    measure: z
      .array(measure)
      .optional()
      .describe("Taken one after the other, once the fault is in (if there is one)."),
    expect: z
      .array(check)
      .default([])
      .describe("What has to be true of the time from the fault to its healing."),
    heal: z
      .boolean()
      .default(true)
      .describe("Undo the fault at the end of the step, or leave it to a later step."),
    mended: z.array(check).default([]).describe("What has to be true after healing."),
    predict: predictions
      .optional()
      .describe(
        "What students predict of the step before they play it; its points are apart from the lab's.",
      ),
  });

/** The whole file, given the kinds of faults, probes, checks and measures that there are. */
export function labSchema<
  P extends z.ZodType,
  F extends z.ZodType,
  C extends z.ZodType,
  M extends z.ZodType,
>(kinds: { readonly probe: P; readonly fault: F; readonly check: C; readonly measure: M }) {
  const { probe, fault, check, measure } = kinds;
  return z.strictObject({
    version: z.literal(1).describe("Of the form of this file."),
    ...titles,
    lecture: z.string().optional().describe("The lecture that it belongs to."),
    summary: z.string().optional().describe("What it is about, in two or three sentences."),
    params: parameters.default({}).describe("Values that `{{name}}` stands for in all its files."),
    segments: z
      .record(
        name,
        z.strictObject({ subnet: z.string().describe("Its network, like 10.77.0.0/24.") }),
      )
      .describe("Layer-2 networks, each a switch of its own."),
    roles: z.record(name, roleSpec).describe("What nodes are for ([roles](roles.md))."),
    nodes: z.record(name, nodeSpec).describe("Machines, each with a role and its addresses."),
    probes: z
      .record(name, probe)
      .default({})
      .describe("What asks and watches all the time ([probes](../kinds/probes.md))."),
    steps: z
      .array(stepSchema(fault, check, measure))
      .default([])
      .describe("Stages of the exercise, one after the other ([steps](steps.md))."),
    settle: duration
      .prefault("12s")
      .describe("How long a step may wait for the cluster to be steady before its fault."),
    owners: owners
      .default("as-at-first")
      .describe(
        "Who holds the watched addresses of a steady cluster: whoever did at first, or anybody.",
      ),
    compare: z
      .array(name)
      .min(2)
      .optional()
      .describe("Probes whose users the report shows side by side, step by step."),
    static: z
      .array(staticItem)
      .optional()
      .describe("Points for what files alone show; `halab grade` gives them beside the steps'."),
    submission: submissionSpec
      .prefault({})
      .describe("How much a student's folder may hold of what nodes take."),
  });
}

type Loose = z.ZodType<{ readonly [key: string]: unknown }>;

export type LabFile = z.infer<ReturnType<typeof labSchema<Loose, Loose, Loose, Loose>>>;
