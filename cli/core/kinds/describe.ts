/** What a kind takes, in words, from its schema: for docs/kinds, `halab kinds` and `halab break --help`. */
import { z } from "zod";
import { exampleIn, shapeOf } from "./examples.ts";
import { loadKinds, type Shelf } from "./load.ts";
import { usageOf } from "./spec-args.ts";

/** One key of a kind. */
export interface KeyText {
  readonly key: string;
  /** "a duration", "one of both, one-way". */
  readonly takes: string;
  /** "needed", or the value that it has otherwise, or "". */
  readonly otherwise: string;
  readonly about: string;
}

interface Node {
  readonly title?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The keys that a kind's schema takes, besides the one that names it. */
export function keysOf(schema: z.ZodType): readonly KeyText[] {
  const { properties = {}, required = [] } = jsonOf(schema);
  return Object.entries(properties).flatMap(([key, node]) => {
    if (node.const !== undefined && required.includes(key)) return [];
    const otherwise = required.includes(key) ? "needed" : defaultOf(schema, key, node);
    return [{ key, takes: takes(node), otherwise, about: node.description ?? "" }];
  });
}

/** The library leaves out the default of what it turns into something else, such as a share. */
function defaultOf(schema: z.ZodType, key: string, node: Node): string {
  if (node.default !== undefined) return textOf(node.default);
  const field = schema instanceof z.ZodObject ? schema.shape[key] : undefined;
  const given = field ? z.safeParse(field, undefined).data : undefined;
  return given === undefined ? "" : textOf(given);
}

function jsonOf(schema: z.ZodType): Node {
  // What was read is JSON Schema, made by the library for this schema.
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
}

function takes(node: Node): string {
  if (node.title !== undefined) return node.title;
  if (node.const !== undefined) return textOf(node.const);
  if (node.enum) return `one of ${node.enum.map(textOf).join(", ")}`;
  const branches = node.anyOf?.map(takes);
  if (branches) return [...new Set(branches)].join(", or ");
  if (node.prefixItems) return `a list of ${node.prefixItems.length}`;
  if (node.items) return `a list, each ${takes(node.items)}`;
  if (node.type === "object") return ["a map", ...Object.keys(node.properties ?? {})].join(" ");
  if (node.type === "integer" || node.type === "number") return rangeOf(node);
  if (node.format === "ipv4") return "an IPv4 address";
  return words[node.type ?? ""] ?? "text";
}

const words: Readonly<Record<string, string>> = { boolean: "true or false" };

/** Whole numbers without a limit are given the widest that JavaScript has. */
function rangeOf({ minimum, maximum }: Node): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : "";
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : "";
  return `a number${low}${high}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A kind, in words. */
export interface KindText {
  readonly name: string;
  readonly about: string;
  /** Of a fault: how `halab break` takes it, */
  readonly usage?: string;
  /** and the keys that it takes by `--set` only. */
  readonly settings?: readonly string[];
  readonly keys: readonly KeyText[];
  /** As it stands in a lab; of what a lab can name. */
  readonly example?: string;
}

/** What any kind may have. */
interface Described {
  readonly kind: string;
  readonly about: string;
  readonly schema?: z.ZodType;
  readonly args?: readonly string[];
  readonly matches?: readonly string[];
}

function commandOf(kind: string, args: readonly string[], keys: readonly KeyText[]) {
  const settings = keys.map(({ key }) => key).filter((key) => !args.includes(key));
  return { usage: usageOf({ kind, args }), settings };
}

/** Every kind of a shelf, in words. A reader's schema is of what it gives, not of what it takes. */
export async function describeShelf(shelf: Shelf): Promise<readonly KindText[]> {
  const kinds = await loadKinds<Described>(shelf);
  return [...kinds.values()].map(({ kind: name, about, schema, args, matches }) => {
    const told = matches?.filter((one) => one !== "").map((one) => `\`${one}\``) ?? [];
    const rules = told.length > 0 ? ` nftables: ${told.join(", ")}.` : "";
    const keys = schema && shelf !== "readers" ? keysOf(schema) : [];
    const command = args && commandOf(name, args, keys);
    return { name, about: `${about}${rules}`, ...command, keys, ...exampleOf(shelf, name, keys) };
  });
}

function exampleOf(shelf: Shelf, name: string, keys: readonly KeyText[]) {
  if (shelf === "readers" || shelf === "protocols") return {};
  return { example: exampleIn(shelf, name) ?? shapeOf(shelf, name, keys) };
}

const titles: Readonly<Record<Shelf, string>> = {
  faults: "Faults: what a step can break",
  probes: "Probes: what watches, and what asks",
  checks: "Checks: what a step expects",
  measures: "Measures: what a step can measure",
  formulas: "Formulas: what the protocol itself promises",
  readers: "Readers: services that tell their timers in force",
  protocols: "Protocols: what `cut` and `loss` can be limited to",
};

/** What is said once for all kinds of a shelf. */
const prefaces: Readonly<Record<Shelf, readonly string[]>> = {
  faults: [
    "`halab break` takes the keys of its line in that order, and every other key as `--set KEY=VALUE`. In a lab a node may also be `owner-of PROBE` or `not-owner-of PROBE`: who that is, is looked up when the fault comes.",
  ],
  probes: ["A lab names them under `probes`: `site: { kind: http, from: client, url: ... }`."],
  checks: [
    "A bound is a duration (`2s`: from nothing to 2 s), a list of two (`[1s, 2s]`), or a formula with the timers in force (`{ formula: NAME }`, see [formulas](formulas.md)).",
  ],
  measures: [
    "Sizes are in MiB, times in seconds. A measure that could not be taken makes its checks `unknown`.",
  ],
  formulas: [
    "`within: { formula: NAME }` in a check takes the timers that the daemons have in force. `plus: 200ms` allows for what is not the protocol's; `of: PROBE` names the owner watch, should the lab have several.",
  ],
  readers: ["A reader is named as its service. What it read is in the report's table of timers."],
  protocols: [],
};

/** A shelf as a page of docs/kinds. */
export async function shelfPage(shelf: Shelf): Promise<string> {
  const parts = (await describeShelf(shelf)).map(({ name, about, usage, keys, example }) => {
    const command = usage === undefined ? [] : [`\`${usage}\``];
    const line = example === undefined ? [] : [`In a lab: \`${example}\``];
    return [`## ${name}`, about, ...command, ...(keys.length > 0 ? [tableOf(keys)] : []), ...line];
  });
  const head = [
    `# ${titles[shelf]}`,
    "Made from the kinds themselves by `npm run docs`; not kept by hand.",
    ...prefaces[shelf],
  ];
  return `${[...head, ...parts.flat()].join("\n\n")}\n`;
}

/** For Markdown. */
export function tableOf(keys: readonly KeyText[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rows = keys.map(({ key, takes: what, otherwise, about }) => {
    return `| \`${key}\` | ${cell(what)} | ${cell(otherwise)} | ${cell(about)} |`;
  });
  return ["| key | takes | default | what |", "|---|---|---|---|", ...rows].join("\n");
}
