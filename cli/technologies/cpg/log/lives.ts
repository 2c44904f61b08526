/**
 * What the members' logs say, in order: lives, the views of each, what was delivered in each view.
 *
 * A **view** is who was a member when something was delivered. Corosync tells a change of its ring as several changes of the
 * group (those that left, then each that came) and names the ring last; between them nothing is delivered. They are one view
 * here, and it is known by the ring and its members, so that two nodes mean the same one by the same name.
 */
import type { EventOf } from "../../../core/journal/events.ts";
import { type Member, type Message, nameOf, readWord, type Word } from "./words.ts";

export interface GroupView {
  /** Ring and members: the same at every node that is in it. */
  readonly id: string;
  /** The ring's number. */
  readonly number: number;
  readonly members: readonly Member[];
  readonly sinceNs: number;
  /** Of its messages so many are not known: the log was followed later. */
  readonly from: number;
  /** From then on, in their order. */
  readonly messages: readonly Delivery[];
  /** The one that came after it in the same life. */
  readonly next: GroupView | undefined;
}

export interface Delivery {
  /** "1.3.90". */
  readonly name: string;
  readonly of: Message;
  /** When the batch that it was in ended. */
  readonly t: number;
}

export interface Life {
  readonly node: string;
  readonly id: number;
  readonly life: number;
  readonly pid: number;
  readonly group: string;
  readonly sinceNs: number;
  readonly views: readonly GroupView[];
  /** When it was told that it is over. */
  readonly endNs: number | undefined;
}

export interface NodeLog {
  readonly node: string;
  readonly lives: readonly Life[];
  /** When it said something last. */
  readonly heardNs: number;
}

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type GrowingView = Growing<Omit<GroupView, "messages">> & { messages: Delivery[] };
type GrowingLife = Growing<Omit<Life, "views">> & { views: GrowingView[]; ring: string };

class Log implements NodeLog {
  readonly node: string;
  readonly lives: GrowingLife[] = [];
  heardNs = Number.NEGATIVE_INFINITY;
  /** Its ring may still be told, and more members with it. */
  #open = false;

  constructor(node: string) {
    this.node = node;
  }

  take(t: number, word: Word): void {
    this.heardNs = Math.max(this.heardNs, t);
    const life = this.lives.at(-1);
    if (word.word === "life") this.#begin(t, word);
    else if (!life) return;
    else if (word.word === "end") life.endNs ??= t;
    else if (word.word === "ring") this.#name(life, word);
    else if (word.word === "view") this.#change(life, t, word);
    else if (word.word === "batch") this.#deliver(life, t, word);
  }

  #begin(t: number, { life, id, pid, group }: Extract<Word, { word: "life" }>): void {
    const last = this.lives.at(-1);
    // Whoever follows it anew says it again.
    if (last?.life === life && last.pid === pid && last.endNs === undefined) return;
    if (last) last.endNs ??= t;
    const begun = { node: this.node, id, life, pid, group, sinceNs: t };
    this.lives.push({ ...begun, views: [], endNs: undefined, ring: "" });
    this.#open = false;
  }

  #name(life: GrowingLife, { by, number }: Extract<Word, { word: "ring" }>): void {
    life.ring = `${by}.${number}`;
    const view = life.views.at(-1);
    if (view && this.#open) Object.assign(view, { number, id: idOf(life, view.members) });
    this.#open = false;
  }

  #change(life: GrowingLife, t: number, word: Extract<Word, { word: "view" }>): void {
    const last = life.views.at(-1);
    const { members, from } = word;
    const id = idOf(life, members);
    const number = Number(life.ring.split(".")[1] ?? 0);
    const view = { id, number, members, from, sinceNs: t, messages: [], next: undefined };
    if (last && from > 0 && last.id === id) {
      // Followed anew: what came meanwhile is not known.
      if (from !== last.from + last.messages.length) Object.assign(last, { from, messages: [] });
      return;
    }
    if (last && this.#open) life.views.pop();
    const before = life.views.at(-1);
    if (before) before.next = view;
    life.views.push(view);
    this.#open = from === 0;
  }

  #deliver(life: GrowingLife, t: number, word: Extract<Word, { word: "batch" }>): void {
    const view = life.views.at(-1);
    if (!view) return;
    this.#open = false;
    const missing = word.place - view.from - view.messages.length;
    if (missing !== 0) Object.assign(view, { from: word.place, messages: [] });
    for (const of of word.messages) view.messages.push({ name: nameOf(of), of, t });
  }
}

function idOf({ ring }: Pick<GrowingLife, "ring">, members: readonly Member[]): string {
  return `${ring} ${members.map(({ id, pid }) => `${id}:${pid}`).join(",")}`;
}

/** The logs of all nodes as they were then. */
function readLogs(told: readonly EventOf<"told">[], untilNs: number): ReadonlyMap<string, NodeLog> {
  const logs = new Map<string, Log>();
  for (const { t, node, value } of told) {
    if (t > untilNs) continue;
    const log = logs.get(node) ?? new Log(node);
    logs.set(node, log);
    const word = readWord(value);
    if (word) log.take(t, word);
  }
  return logs;
}

interface Known {
  readonly length: number;
  readonly untilNs: number;
  readonly logs: ReadonlyMap<string, NodeLog>;
}

/** The checks of a phase ask for the same. */
const known = new WeakMap<readonly EventOf<"told">[], Known>();

export function logsOf(
  told: readonly EventOf<"told">[] = [],
  untilNs: number,
): ReadonlyMap<string, NodeLog> {
  const last = known.get(told);
  if (last?.length === told.length && last.untilNs === untilNs) return last.logs;
  const logs = readLogs(told, untilNs);
  known.set(told, { length: told.length, untilNs, logs });
  return logs;
}
