/** The schema of lab.yaml: what a lab author may write. Units become numbers here, once. */
import { z } from "zod";
import { parseDurationMs } from "../base/time.ts";

export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, "must be lower-case letters, digits and hyphens, at most 31");

const durationText = 'must be a duration like "250ms" or "2s"';
/** "250ms", "1.5s" -> milliseconds. */
export const duration = z
  .string(durationText)
  .refine((text) => parseDurationMs(text) !== undefined, durationText)
  .transform((text) => parseDurationMs(text) ?? 0);

/** A number, or a string that a template rendered to one. */
export const number = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/, "must be a number")
      .transform(Number),
  ],
  "must be a number",
);

/** A node's name, or `owner-of PROBE`, or `not-owner-of PROBE` (resolved when the fault comes). */
export const nodeRef = z
  .string()
  .regex(
    /^(not-owner-of |owner-of )?[a-z][a-z0-9-]*$/,
    'must be a node, "owner-of PROBE" or "not-owner-of PROBE"',
  );

const boundText = 'must be a duration like "2s", a list of two, or a { formula: NAME }';
/**
 * How long something may take: "2s" (from nothing to 2 s), ["0.2s", "2s"], or a formula of the
 * field with the timers in force ({ formula: vrrp-crash }).
 */
export const bound = z.union(
  [
    duration.transform((hiMs) => ({ loMs: 0, hiMs })),
    z.tuple([duration, duration], boundText).transform(([loMs, hiMs]) => ({ loMs, hiMs })),
    z.strictObject({ formula: z.string(), of: name.optional(), plus: duration.optional() }),
  ],
  boundText,
);
export type BoundSpec = z.infer<typeof bound>;

/** A share of a whole: 0.25, or "1/4". */
export const share = z.union(
  [
    z.number().min(0).max(1),
    z
      .string()
      .regex(/^(0|1|0?\.\d+|\d+\/[1-9]\d*)$/, 'must be a share like 0.25 or "1/4"')
      .transform((text) => {
        const [part = 0, whole = 1] = text.split("/").map(Number);
        return part / whole;
      }),
  ],
  'must be a share like 0.25 or "1/4"',
);

export const points = number.pipe(z.number().int().min(0)).default(0);

export const parameter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("subnet"),
    default: z.string(),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("integer"),
    default: number,
    min: number.optional(),
    max: number.optional(),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("duration"),
    default: z.string(durationText),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("string"),
    default: z.string(),
    vary: z.boolean().default(false),
    about: z.string().optional(),
  }),
]);
export type Parameter = z.infer<typeof parameter>;
export const parameters = z.record(name, parameter);

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
  files: z.record(z.string().startsWith("/", "must be an absolute path"), file).default({}),
  vars: variables.default({}),
  sysctls: z
    .record(z.string(), z.union([z.string(), z.number()], "must be text or a number"))
    .default({}),
  capabilities: z.array(z.string()).default([]),
  /** Features of the kernel that the role cannot do without, e.g. ip_vs. */
  needs: z.array(z.string()).default([]),
  routes: z.array(z.string()).default([]),
  /** For its /etc/resolv.conf. */
  nameservers: z.array(z.string()).default([]),
  memory: z
    .string('must be like "256MiB"')
    .regex(/^\d+MiB$/, 'must be like "256MiB"')
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
    title: z.string(),
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
    /** Probes whose users the report shows side by side, step by step. */
    compare: z.array(name).min(2).optional(),
  });
}

type Loose = z.ZodType<{ readonly [key: string]: unknown }>;
export type LabFile = z.infer<ReturnType<typeof labSchema<Loose, Loose, Loose, Loose>>>;
