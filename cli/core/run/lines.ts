import { STATUS_CODES } from "node:http";
import { cleanText, ellipsis } from "../base/clean.ts";
import type { BasketChange } from "../journal/baskets.ts";
import type { JournalEvent, Outcome, SampleRow, StreamEvent } from "../journal/events.ts";
import { mostAhead } from "../journal/limits.ts";
import type { ResponderRow } from "../journal/responders.ts";
import type { Followed } from "../kinds/probe.ts";

export type Emit = (event: JournalEvent) => void;

/** A node's clock beside ours. */
export interface Clocks {
  /** To be added to what the node says. */
  readonly offsetNs: number;
  readonly now: () => number;
}

/** Of an error's own words, as they stand among figures. */
const longestText = 80;

/** What the two clocks may differ by. */
const toleranceNs = 1e9;

/**
 * A node's time -> ours; undefined for what is no number, or was neither after the reader's making nor
 * before now: whoever is root in the node may have put another program in the place of halab's.
 */
export function timeReader({ offsetNs, now }: Clocks): (ns: number) => number | undefined {
  const begunNs = now();
  return (ns) => {
    const t = ns + offsetNs;
    return t >= begunNs - toleranceNs && t <= now() + toleranceNs ? t : undefined;
  };
}

/** Lines of halab-probe -> events. Rows are gathered and handed on once per batch of lines. */
export function probeReader(
  probe: string,
  clocks: Clocks,
  emit: Emit,
  nodeOfMac: ReadonlyMap<string, string> = new Map(),
): (line: string) => void {
  const { now } = clocks;
  const timeOf = timeReader(clocks);
  let rows: SampleRow[] = [];
  let t0: number | undefined;
  let count = 0;
  const responders = responderReader(probe, nodeOfMac, emit, now);
  const stream = streamReader(probe, emit);
  const basket = basketReader(probe, emit);
  const flush = () => {
    if (rows.length > 0) emit({ kind: "samples", t: now(), probe, rows });
    rows = [];
  };
  const isRequest = (k: number) => Number.isInteger(k) && k >= 0 && k <= count + mostAhead;
  /** A time after t0. */
  const after = (us: number) =>
    t0 === undefined ? undefined : timeOf(t0 - clocks.offsetNs + us * 1000);
  const readers: Readonly<Record<string, LineReader>> = {
    s: ([k = 0, due = 0, sent = 0, end = 0], fields) => {
      if (!isRequest(k) || ![due, sent, end].every(Number.isFinite)) return;
      if (rows.length === 0) setImmediate(flush);
      count += 1;
      rows.push([k, due, sent, end, outcomeOf(fields[4]), fields[5] ?? "-"]);
    },
    t0: ([ns = 0, intervalUs = 0]) => {
      const begun = timeOf(ns);
      if (begun === undefined || !(intervalUs > 0 && intervalUs < 1e9)) return;
      [t0, count] = [begun, 0];
      emit({ kind: "probe", t: now(), probe, t0, intervalUs });
      stream.begin();
    },
    c: ([atUs = 0, , connection = 0], fields) => {
      const t = after(atUs);
      if (t !== undefined && Number.isInteger(connection)) stream.take(t, connection, fields[1]);
    },
    u: ([atUs = 0, , user = 0, had = 0, has = 0], fields) => {
      const t = after(atUs);
      if (t !== undefined && [user, had, has].every(Number.isFinite))
        basket(t, fields[1], { user, had, has });
    },
    r: ([k = 0], fields) => {
      if (isRequest(k)) responders(k, fields[1]);
    },
    b: ([status = 0], [, ...words]) => {
      const text = errorText(status, words.join(" "));
      if (Number.isInteger(status) && text !== "")
        emit({ kind: "error-text", t: now(), probe, status, text });
    },
    l: (numbers) => {
      const [sent = 0, p50Us = 0, p99Us = 0, maxUs = 0] = numbers;
      if (numbers.every(Number.isFinite))
        emit({ kind: "lateness", t: now(), probe, sent, p50Us, p99Us, maxUs });
    },
  };
  return (line) => {
    const [kind = "", ...fields] = line.split(" ");
    if (Object.hasOwn(readers, kind)) readers[kind]?.(fields.map(Number), fields);
  };
}

/** Lines of what a probe follows in a node: when, by our clock, and what. */
export function toldReader(
  followed: Pick<Followed, "parse">,
  clocks: Clocks,
  tell: (t: number, value: unknown) => void,
): (line: string) => void {
  const timeOf = timeReader(clocks);
  return (line) => {
    const said = followed.parse(line);
    if (said === undefined) return;
    const t = said.atNs === undefined ? clocks.now() : timeOf(said.atNs);
    if (t !== undefined) tell(t, said.value);
  };
}

/** Of a page for people what they would read: "503 Service Unavailable No server is available ..." without its title. */
function errorText(status: number, body: string): string {
  const words = cleanText(body.replace(/<[^>]*>?/g, " "));
  const title = `${status} ${STATUS_CODES[status] ?? ""} `;
  return ellipsis(words.startsWith(title) ? words.slice(title.length) : words, longestText);
}

/** A line's fields, as numbers (where they are any) and as they stand there. */
type LineReader = (numbers: readonly number[], fields: readonly string[]) => void;

/** What the shop no longer knows of a user's basket. */
function basketReader(probe: string, emit: Emit) {
  return (
    t: number,
    event: string | undefined,
    what: Pick<BasketChange, "user" | "had" | "has">,
  ) => {
    if (event !== "lost" && event !== "behind") return;
    emit({ kind: "basket", t, probe, event, ...what });
  };
}

/** Who answered a SYN, from MAC addresses to names; handed on once per batch of lines. */
function responderReader(
  probe: string,
  nodeOfMac: ReadonlyMap<string, string>,
  emit: Emit,
  now: () => number,
): (k: number, macs: string | undefined) => void {
  let rows: ResponderRow[] = [];
  const flush = () => {
    emit({ kind: "responders", t: now(), probe, rows });
    rows = [];
  };
  return (k, macs = "-") => {
    if (rows.length === 0) setImmediate(flush);
    rows.push([k, namesOf(macs, nodeOfMac)]);
  };
}

/** "MAC,MAC" -> names, in order; a stranger is its MAC address. "-" is nobody. */
function namesOf(macs: string, nodeOfMac: ReadonlyMap<string, string>): string[] {
  const all = macs === "-" ? [] : macs.split(",");
  return all.map((mac) => nodeOfMac.get(mac) ?? mac).sort();
}

/** Keeps what ends or makes a connection; an attempt that fails while there is none is no news. */
function streamReader(probe: string, emit: Emit) {
  const open = new Set<number>();
  return {
    begin() {
      open.clear();
    },
    take(t: number, connection: number, text: string | undefined) {
      const event = streamEventOf(text);
      if (event === "connected") open.add(connection);
      else if (!open.delete(connection)) return;
      emit({ kind: "stream", t, probe, connection, event });
    },
  };
}

const streamEvents: ReadonlySet<string> = new Set(["connected", "renewed", "eof"]);

function streamEventOf(text: string | undefined): StreamEvent {
  return text !== undefined && streamEvents.has(text) ? (text as StreamEvent) : outcomeOf(text);
}

const outcomes: ReadonlySet<string> = new Set([
  "ok",
  "timeout",
  "refused",
  "reset",
  "unreach",
  "bad",
  "error",
  "forged",
]);

function outcomeOf(text: string | undefined): Outcome {
  return text !== undefined && outcomes.has(text) ? (text as Outcome) : "error";
}

/** Lines of `halab-probe arp` -> an event whenever another set of nodes answers. */
export function wireReader(
  probe: string,
  nodeOfMac: ReadonlyMap<string, string>,
  clocks: Clocks,
  emit: Emit,
): (line: string) => void {
  const timeOf = timeReader(clocks);
  let t0 = 0;
  let before = "";
  return (line) => {
    const [kind, ...fields] = line.split(" ");
    if (kind === "t0") t0 = Number(fields[0]);
    if (kind !== "a") return;
    const t = timeOf(t0 + Number(fields[1]) * 1000);
    const nodes = namesOf(fields[2] ?? "-", nodeOfMac);
    if (t === undefined || nodes.join() === before) return;
    before = nodes.join();
    emit({ kind: "wire", t, probe, nodes });
  };
}

/** Lines of halab-watch -> events. */
export function ownerReader(
  probe: string,
  node: string,
  clocks: Clocks,
  emit: Emit,
): (line: string) => void {
  const timeOf = timeReader(clocks);
  return (line) => {
    const [kind, ns, owns] = line.split(" ");
    const t = timeOf(Number(ns));
    if (t === undefined) return;
    if (kind === "state") emit({ kind: "owner", t, probe, node, owns: owns === "1" });
    else if (kind === "lost") {
      emit({ kind: "watch", t, probe, node, ok: false, why: "the kernel dropped events" });
      emit({ kind: "watch", t, probe, node, ok: true, why: "read anew" });
    }
  };
}
