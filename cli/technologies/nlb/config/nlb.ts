/** /etc/nlb.conf, as halab-nlb reads it (templates/nlb/node/src/config.c): a word and its value a line. */
import { phrase } from "../../../core/kinds/phrase.ts";
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  runningNodes,
} from "../../../core/kinds/rule.ts";

export const nlbConf = "/etc/nlb.conf";

/** One line: `head`, the word, what is between, the value, and the rest with comment and line end. */
export interface NlbLine {
  readonly line: number;
  /** Empty where the line says nothing. */
  readonly key: string;
  readonly value: string;
  /** Where the value begins, from 1. */
  readonly column: number;
  /** What joins to the file: before the word, word, between, value, after. */
  readonly raw: readonly [head: string, key: string, gap: string, value: string, tail: string];
}

interface Setting<T> {
  readonly value: T;
  readonly line: number;
}

interface Target {
  readonly address: string;
  readonly port: number;
  readonly line: number;
}

/** What was meant, with the daemon's own values where nothing is said. Times in ms. */
export interface NlbConfig {
  readonly lines: readonly NlbLine[];
  readonly id: Setting<number> | undefined;
  readonly nodes: Setting<number>;
  readonly buckets: Setting<number>;
  readonly set: Setting<string>;
  readonly targets: readonly Target[];
  readonly heartbeatMs: Setting<number>;
  readonly deadMs: Setting<number>;
  readonly quorum: Setting<number>;
  /** For these it does not start. */
  readonly refused: readonly { readonly line: number; readonly why: string }[];
}

/** Line 0: not said, the daemon's own value (config.c, nlb_read_config). */
const own = {
  nodes: { value: 4, line: 0 },
  buckets: { value: 24, line: 0 },
  quorum: { value: 1, line: 0 },
  heartbeatMs: { value: 1000, line: 0 },
  deadMs: { value: 5000, line: 0 },
  set: { value: "ip nlb mine", line: 0 },
};
const most: Readonly<Record<string, number>> = { id: 5, nodes: 5, buckets: 720, quorum: 5 };

function lineOf(text: string, line: number): NlbLine {
  const [body = ""] = text.split(/[#\r\n]/, 1);
  const start = body.length - body.replace(/^[ \t]+/, "").length;
  const end = endOf(body);
  const inner = body.slice(start, Math.max(start, end));
  const key = inner.split(/[ \t]/, 1)[0] ?? "";
  const after = inner.slice(key.length);
  const value = after.replace(/^[ \t]+/, "");
  const gap = after.slice(0, after.length - value.length);
  const head = body.slice(0, start);
  const used = head.length + inner.length;
  const column = head.length + key.length + gap.length + 1;
  return { line, key, value, column, raw: [head, key, gap, value, text.slice(used)] };
}

/** Without the blanks at the end, in linear time. */
function endOf(body: string): number {
  let end = body.length;
  while (end > 0 && " \t".includes(body.charAt(end - 1))) end -= 1;
  return end;
}

/** Lines with their ends: they join to the text. */
export function linesOfNlb(text: string): NlbLine[] {
  const parts = text.split("\n");
  return parts.map((part, at) => lineOf(at + 1 < parts.length ? `${part}\n` : part, at + 1));
}

/** "100ms", "1s": 10 ms to 60 s. */
function durationMs(value: string): number | undefined {
  const match = /^(\d{1,15})(ms|s)$/.exec(value);
  const ms = match ? Number(match[1]) * (match[2] === "s" ? 1000 : 1) : 0;
  return ms >= 10 && ms <= 60_000 ? ms : undefined;
}

function targetOf({ value, line }: NlbLine): Target | undefined {
  const [address = "", port = "", more] = value.split(":");
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  const plain = /^\d{1,3}(\.\d{1,3}){3}$/.test(address);
  if (!plain || number < 1 || number > 65_535 || more !== undefined) return undefined;
  return { address, port: number, line };
}

/** Null: the daemon refuses the value. */
function readValue({ key, value }: NlbLine): number | string | null | undefined {
  if (value === "") return null;
  if (Object.hasOwn(most, key)) {
    const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
    return number >= 1 && number <= (most[key] ?? 0) ? number : null;
  }
  if (key === "heartbeat" || key === "dead") return durationMs(value) ?? null;
  if (key === "set") return /^\w+ +\w+ +\w+$/.test(value) ? value.split(/ +/).join(" ") : null;
  return undefined;
}

function lastOf<T>(values: readonly Setting<T>[], otherwise: Setting<T>): Setting<T> {
  return values.at(-1) ?? otherwise;
}

/** Never throws. */
export function parseNlbConf(text: string): NlbConfig {
  const lines = linesOfNlb(text);
  const said = lines.filter(({ key }) => key !== "");
  const valued = said.map((one) => ({ ...one, read: readValue(one) }));
  const numbers = (name: string): Setting<number>[] =>
    valued.flatMap(({ key, line, read }) =>
      key === name && typeof read === "number" ? [{ value: read, line }] : [],
    );
  const sets = valued.flatMap(({ key, line, read }) =>
    key === "set" && typeof read === "string" ? [{ value: read, line }] : [],
  );
  const targets = said.filter(({ key }) => key === "to").map((one) => ({ one, to: targetOf(one) }));
  const refused = [
    ...valued.flatMap((one) => refusal(one, one.read)),
    ...targets.flatMap(({ one, to }) =>
      to ? [] : [{ line: one.line, why: phrase`"${one.value}" is not ADDRESS:PORT` }],
    ),
  ];
  return {
    lines,
    id: numbers("id").at(-1),
    nodes: lastOf(numbers("nodes"), own.nodes),
    buckets: lastOf(numbers("buckets"), own.buckets),
    quorum: lastOf(numbers("quorum"), own.quorum),
    heartbeatMs: lastOf(numbers("heartbeat"), own.heartbeatMs),
    deadMs: lastOf(numbers("dead"), own.deadMs),
    set: lastOf(sets, own.set),
    targets: targets.flatMap(({ to }) => to ?? []),
    refused,
  };
}

function refusal(one: NlbLine, read: number | string | null | undefined) {
  if (read === null)
    return [{ line: one.line, why: phrase`"${one.value}" is no value for ${one.key}` }];
  const known = read !== undefined || one.key === "to";
  return known ? [] : [{ line: one.line, why: phrase`there is no word "${one.key}"` }];
}

/** A node that has the daemon's file, and what it says. */
export interface NlbNode {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly config: NlbConfig;
  /** It is started at boot; others wait. */
  readonly runs: boolean;
}

/** All nodes with an /etc/nlb.conf, those that begin later too. */
export function nlbNodes(facts: Facts): readonly NlbNode[] {
  const running = runningNodes(facts, "nlb");
  return facts.nodes.flatMap((node) => {
    const file = node.files.get(nlbConf);
    if (!file) return [];
    return [{ node, file, config: facts.parsed(parseNlbConf, file), runs: running.includes(node) }];
  });
}
