/** Pacemaker's configuration and state, as its cluster has them (cibadmin(8), crm_mon(8)). */
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { secondsOf } from "../seconds.ts";

const operation = z.object({
  name: z.string(),
  intervalS: z.number(),
  timeoutS: z.number().optional(),
});

const resource = z.object({
  id: z.string(),
  agent: z.string(),
  /** The group that it is in, if any. */
  group: z.string().optional(),
  /** What its agent is told: ip, configfile ... */
  params: z.record(z.string(), z.string()),
  operations: z.array(operation).readonly(),
  /** Its own, or the cluster's default. */
  migrationThreshold: z.number().optional(),
  failureTimeoutS: z.number().optional(),
  stickiness: z.number().optional(),
  /** Where it is active now. */
  on: z.array(z.string()).readonly(),
  failed: z.boolean(),
  /** Pacemaker does nothing with it: a stop failed, and nobody may fence. */
  blocked: z.boolean().optional(),
  /** So often it failed on a node since somebody cleaned up; 1000000 is for ever. */
  failures: z
    .array(z.object({ node: z.string(), count: z.number() }))
    .readonly()
    .optional(),
  /** How long its last start took, where it was started. Seconds. */
  startedInS: z.number().optional(),
  stoppedInS: z.number().optional(),
});

/** One resource, as its cluster has it. */
export type Resource = Readonly<z.infer<typeof resource>>;

const node = z.object({
  name: z.string(),
  online: z.boolean(),
  standby: z.boolean(),
  unclean: z.boolean(),
});

const schema = z.object({
  /** The designated controller; left out while there is none. */
  dc: z.string().optional(),
  quorum: z.boolean(),
  fencing: z.boolean(),
  nodes: z.array(node).readonly(),
  properties: z.record(z.string(), z.string()),
  resources: z.array(resource).readonly(),
  /** Of location, colocation, order: its id, and its attributes. */
  constraints: z
    .array(z.object({ kind: z.string(), id: z.string(), of: z.record(z.string(), z.string()) }))
    .readonly(),
  /** admin_epoch, epoch: which of two configurations is the newer one. */
  epoch: z.tuple([z.number(), z.number()]),
});

/** One node's word of its cluster. */
export type PacemakerValues = Readonly<z.infer<typeof schema>>;

interface Element {
  readonly [name: string]: readonly Element[] | string | undefined;
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  isArray: (_, __, ___, isAttribute) => !isAttribute,
});

const at = (element: Element | undefined, name: string): string | undefined => {
  const value = element?.[`@${name}`];
  return typeof value === "string" ? value : undefined;
};

/** The elements below, along the names. One without content is parsed as a text. */
function below(element: Element | undefined, ...names: readonly string[]): readonly Element[] {
  let found: readonly Element[] = element ? [element] : [];
  for (const name of names)
    found = found.flatMap((one) => {
      const inner = one[name];
      return typeof inner === "object" ? inner.filter((each) => typeof each === "object") : [];
    });
  return found;
}

const pairs = (sets: readonly Element[]): Record<string, string> =>
  Object.fromEntries(
    sets.flatMap((set) =>
      below(set, "nvpair").map((pair) => [at(pair, "name") ?? "", at(pair, "value") ?? ""]),
    ),
  );

interface Primitive {
  readonly element: Element;
  readonly group: string | undefined;
  /** What its group or clone says for all that are in it. */
  readonly meta: Readonly<Record<string, string>>;
}

/** Primitives, with the group that each is in; of clones, what is cloned. */
function primitives(
  element: Element,
  group: string | undefined,
  meta: Primitive["meta"],
): readonly Primitive[] {
  const within = (one: Element) => ({ ...meta, ...pairs(below(one, "meta_attributes")) });
  return [
    ...below(element, "primitive").map((one) => ({ element: one, group, meta: within(one) })),
    ...below(element, "group").flatMap((one) => primitives(one, at(one, "id"), within(one))),
    ...below(element, "clone").flatMap((one) => primitives(one, group, within(one))),
  ];
}

/** Everything that is active in crm_mon's list, by its id without a clone's number. */
function active(resources: Element): readonly Element[] {
  return [
    ...below(resources, "resource"),
    ...["group", "clone"].flatMap((kind) => below(resources, kind).flatMap(active)),
  ];
}

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
/** A score as Pacemaker writes it. */
const scoreOf = (text: string | undefined) =>
  Number((text ?? "0").replace("INFINITY", "1000000")) || 0;
const plain = (id: string | undefined) => id?.replace(/:\d+$/, "") ?? "";

/** The CIB, and behind it crm_mon's document. Undefined: the node has not joined its cluster. */
function parse(text: string): PacemakerValues | undefined {
  const document = xml.parse(text) as Element;
  const [cib] = below(document, "cib");
  const [mon] = below(document, "pacemaker-result");
  if (!cib || !mon) return undefined;
  const [dc] = below(mon, "summary", "current_dc");
  const [options] = below(mon, "summary", "cluster_options");
  const running = below(mon, "resources").flatMap(active);
  const defaults = pairs(below(cib, "configuration", "rsc_defaults", "meta_attributes"));
  const name = at(dc, "name");
  return {
    ...(name === undefined ? {} : { dc: name }),
    quorum: at(dc, "with_quorum") === "true",
    fencing: at(options, "stonith-enabled") === "true",
    nodes: below(mon, "nodes", "node").map((one) => ({
      name: at(one, "name") ?? "",
      online: at(one, "online") === "true",
      standby: at(one, "standby") === "true",
      unclean: at(one, "unclean") === "true",
    })),
    properties: pairs(below(cib, "configuration", "crm_config", "cluster_property_set")),
    resources: below(cib, "configuration", "resources")
      .flatMap((all) => primitives(all, undefined, defaults))
      .map((one) => resourceOf(one, running, mon)),
    constraints: below(cib, "configuration", "constraints").flatMap((all) =>
      ["rsc_location", "rsc_colocation", "rsc_order"].flatMap((kind) =>
        below(all, kind).map((one) => ({
          kind: kind.slice("rsc_".length),
          id: at(one, "id") ?? "",
          of: attributesOf(one),
        })),
      ),
    ),
    epoch: [Number(at(cib, "admin_epoch") ?? 0), Number(at(cib, "epoch") ?? 0)],
  };
}

function resourceOf(
  { element: one, group, meta }: Primitive,
  running: readonly Element[],
  mon: Element,
) {
  const id = at(one, "id") ?? "";
  const here = running.filter((each) => plain(at(each, "id")) === id);
  const history = below(mon, "node_history", "node", "resource_history")
    .filter((each) => plain(at(each, "id")) === id)
    .flatMap((each) => below(each, "operation_history"));
  const failures = below(mon, "node_history", "node").flatMap((where) =>
    below(where, "resource_history")
      .filter((each) => plain(at(each, "id")) === id)
      .map((each) => ({ node: at(where, "name") ?? "", count: scoreOf(at(each, "fail-count")) }))
      .filter(({ count }) => count > 0),
  );
  const longest = (task: string) =>
    history
      .filter((op) => at(op, "task") === task && at(op, "rc") === "0")
      .map((op) => Number.parseInt(at(op, "exec-time") ?? "", 10) / 1000)
      .filter(Number.isFinite)
      .sort((a, b) => b - a)[0];
  const failureTimeout = meta["failure-timeout"];
  return {
    id,
    agent: [at(one, "class"), at(one, "provider"), at(one, "type")].filter(Boolean).join(":"),
    ...(group === undefined ? {} : { group }),
    params: pairs(below(one, "instance_attributes")),
    operations: below(one, "operations", "op").map((op) => ({
      name: at(op, "name") ?? "",
      intervalS: secondsOf(at(op, "interval") ?? "0") ?? 0,
      ...(at(op, "timeout") === undefined ? {} : { timeoutS: secondsOf(at(op, "timeout") ?? "") }),
    })),
    ...given("migrationThreshold", number(meta["migration-threshold"])),
    ...given(
      "failureTimeoutS",
      failureTimeout === undefined ? undefined : secondsOf(failureTimeout),
    ),
    ...given("stickiness", number(meta["resource-stickiness"]?.replace("INFINITY", "1000000"))),
    on: here.flatMap((each) => below(each, "node").map((where) => at(where, "name") ?? "")),
    failed: here.some((each) => at(each, "failed") === "true"),
    ...(here.some((each) => at(each, "blocked") === "true") ? { blocked: true } : {}),
    ...(failures.length > 0 ? { failures } : {}),
    ...given("startedInS", longest("start")),
    ...given("stoppedInS", longest("stop")),
  };
}

function given<Key extends string>(key: Key, value: number | undefined) {
  const entry = value === undefined || Number.isNaN(value) ? {} : { [key]: value };
  return entry as { readonly [K in Key]?: number };
}

function attributesOf(element: Element): Record<string, string> {
  return Object.fromEntries(
    Object.entries(element).flatMap(([key, value]) =>
      key.startsWith("@") && key !== "@id" && typeof value === "string"
        ? [[key.slice(1), value]]
        : [],
    ),
  );
}

/** The operation that looks at it again and again. */
export const monitorOf = (operations: Resource["operations"]) =>
  operations.find(({ name, intervalS }) => name === "monitor" && intervalS > 0);

export const kind: ReaderKind<PacemakerValues> = {
  kind: "pacemaker",
  about:
    "What its cluster has configured (resources, constraints, properties), where everything runs, and who leads (the DC). From the CIB and crm_mon, as this node has them.",
  schema,
  parse,
  rows: ({ dc, fencing, properties, resources }) => [
    {
      of: "Pacemaker",
      values: {
        dc: dc ?? "none",
        fencing,
        noQuorum: properties["no-quorum-policy"] ?? "stop",
        ...given("dcDeadtimeS", secondsOf(properties["dc-deadtime"] ?? "20s")),
      },
    },
    ...resources.map(({ id, agent, group, operations, on, ...meta }) => ({
      of: `resource ${id}`,
      values: {
        agent,
        ...(group === undefined ? {} : { group }),
        ...given("monitorS", monitorOf(operations)?.intervalS),
        ...given("monitorTimeoutS", monitorOf(operations)?.timeoutS),
        ...given("startedInS", meta.startedInS),
        ...given("stoppedInS", meta.stoppedInS),
        ...given("migrationThreshold", meta.migrationThreshold),
        ...given("failureTimeoutS", meta.failureTimeoutS),
        ...given("stickiness", meta.stickiness),
        on: on.join(", ") || "nowhere",
      },
    })),
  ],
  joining: ({ dc }) => (dc === undefined ? "a controller (DC)" : undefined),
};
