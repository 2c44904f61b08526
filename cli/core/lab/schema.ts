import { z } from "zod";
import { duration, name } from "../kinds/values.ts";
import { parameters } from "./parameters.ts";
import { predictions } from "./predictions.ts";
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

const file = z.strictObject({
  /** A shared template, e.g. keepalived/vrrp.conf. */
  template: z.string().optional(),
  /** `student`: comes from the solution, or from the student's folder. */
  owner: z.enum(["lab", "student"]).default("lab"),
  /** Octal, e.g. "0644". */
  mode: z
    .string('must be octal in quotes, like "0644"')
    .regex(/^0?[0-7]{3}$/, 'must be octal in quotes, like "0644"')
    .default("0644"),
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

const role = z.strictObject({
  /** `hypervisor`: a node that runs VMs itself. */
  image: z.enum(["node", "client", "hypervisor"]).default("node"),
  /** `vm`: a kernel of its own; `container`: never a VM; `any`: as the provider has it. */
  machine: z.enum(["any", "container", "vm"]).default("any"),
  about: z.string().optional(),
  services: z.array(name).default([]),
  /** Its servers prove to clients who they are: nginx by a template of ours, shop, echo. */
  proves: z.boolean().default(false),
  files: z.record(filePath, file).default({}),
  /** Patterns of paths at which students may have files of their own, e.g. /etc/keepalived/**; a file keeps its execute bit. */
  allow: z.array(checkedBy(wrongPattern)).default([]),
  vars: variables.default({}),
  sysctls: z
    .record(
      z
        .string()
        .regex(/^[a-z0-9_]+([./][A-Za-z0-9_-]+)+$/, "must be a sysctl like net.ipv4.ip_forward"),
      z.union([line, z.number()], "must be text or a number"),
    )
    .default({}),
  /** capabilities(7), e.g. NET_ADMIN. */
  capabilities: z.array(z.string()).default([]),
  /** Features of the kernel that the role cannot do without, e.g. ip_vs. */
  needs: z.array(z.string()).default([]),
  routes: z.array(z.string()).default([]),
  /** For its /etc/resolv.conf. */
  nameservers: z.array(z.string()).default([]),
  memory: z
    .string('must be like "256MiB"')
    .regex(/^\d+MiB$/, 'must be like "256MiB"')
    .refine((text) => inRange(Number.parseInt(text, 10)), `must be ${leastMiB}MiB to ${mostMiB}MiB`)
    .default("256MiB"),
});

/** Other keys of a node are segments: `lan: 11` is the segment's 11th address. */
const node = z
  .object({
    role: name,
    vars: variables.optional(),
    routes: z.array(z.string()).optional(),
    /** Services of the role that this node does not start by itself. */
    without: z.array(name).optional(),
  })
  .catchall(
    z.union([z.number(), z.string()], "must be a number or an address (it is taken for a segment)"),
  );

const meant = z
  .string()
  .regex(/^owner-of [a-z][a-z0-9-]*$/, 'must be "owner-of PROBE"')
  .meta({ title: "owner-of PROBE" });

const owners = z.enum(["as-at-first", "any"]);

const step = <F extends z.ZodType, C extends z.ZodType, M extends z.ZodType>(
  fault: F,
  check: C,
  measure: M,
) =>
  z.strictObject({
    id: name,
    title: z.string(),
    /** A part of the guide, e.g. guide.md#failover. */
    tell: z.string().optional(),
    break: fault.optional(),
    /** Whom the fault has to hit, e.g. "owner-of vip": if it hits another, the step is not passed. */
    meant: meant.optional(),
    /** Whether the cluster is steady though others than at first hold the watched addresses; default: the lab's. */
    owners: owners.optional(),
    /** How long to wait for a steady cluster first; default: the lab's. 0s: it begins in an earlier step's trouble. */
    settle: duration.optional(),
    /** Without a fault: how long to watch. */
    watch: duration.optional(),
    /** Taken one after the other, once the fault is in (if there is one). */
    measure: z.array(measure).optional(),
    expect: z.array(check).default([]),
    /** Undo the fault at the end of the step (default), or leave it to a later step. */
    heal: z.boolean().default(true),
    /** What has to be true after healing. */
    mended: z.array(check).default([]),
    /** What students predict of the step before they play it; its points are apart from the lab's. */
    predict: predictions.optional(),
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
    version: z.literal(1),
    ...titles,
    lecture: z.string().optional(),
    summary: z.string().optional(),
    params: parameters.default({}),
    segments: z.record(name, z.strictObject({ subnet: z.string() })),
    roles: z.record(name, role),
    nodes: z.record(name, node),
    probes: z.record(name, probe).default({}),
    steps: z.array(step(fault, check, measure)).default([]),
    /** How long a step may wait for the cluster to be steady before its fault. */
    settle: duration.default(12_000),
    /** Who holds the watched addresses of a steady cluster: whoever did at first, or anybody. */
    owners: owners.default("as-at-first"),
    /** Probes whose users the report shows side by side, step by step. */
    compare: z.array(name).min(2).optional(),
    /** How much a student's folder may hold of what nodes take. */
    submission: z
      .strictObject({
        file: size.default(2 ** 20),
        all: size.default(16 * 2 ** 20),
        files: z.number().int().min(1).max(10_000).default(500),
      })
      .prefault({}),
  });
}

type Loose = z.ZodType<{ readonly [key: string]: unknown }>;

export type LabFile = z.infer<ReturnType<typeof labSchema<Loose, Loose, Loose, Loose>>>;
