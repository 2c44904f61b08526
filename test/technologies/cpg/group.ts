/** A process group as Corosync would have it, for seeded journals: parts of it, each with one order; logs as `follow` says them. */
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { graded, kinds } from "../../fixtures/kinds.ts";
import { atNs, type Seed, seeded } from "../../fixtures/seeded.ts";

export const nodes = ["n1", "n2", "n3"] as const;
export type Node = (typeof nodes)[number];

const idOf = (node: Node): number => Number(node.slice(1));

/** A line of a node's log: a view or another word, or a message that was delivered ("1.1.7"). */
export type Line =
  | { readonly second: number; readonly words: string }
  | { readonly second: number; readonly message: string };

interface Member {
  life: number;
  sent: number;
  lines: Line[];
}

/** Delivers nothing by itself: who sends, and when who sees whom, is said from outside. */
export class Group {
  readonly #members = new Map<Node, Member>(
    nodes.map((node) => [node, { life: 0, sent: 0, lines: [] }]),
  );
  /** Every node is in one of them; one that is off is in none. */
  #parts: readonly (readonly Node[])[] = [];
  #ring = 1;

  constructor(second = 0) {
    for (const node of nodes) this.#begin(node, second);
    this.split(second, [nodes]);
  }

  #member(node: Node): Member {
    const member = this.#members.get(node);
    if (!member) throw new Error(node);
    return member;
  }

  #say(node: Node, second: number, words: string): void {
    this.#member(node).lines.push({ second, words });
  }

  #begin(node: Node, second: number): void {
    const member = this.#member(node);
    Object.assign(member, { life: member.life + 1, sent: 0 });
    const [id, pid] = [idOf(node), this.#pid(node)];
    this.#say(node, second, `life ${member.life} node ${id} pid ${pid} group orders`);
  }

  #pid(node: Node): number {
    return 10 * idOf(node) + this.#member(node).life;
  }

  /** From now on these see each other, and nobody else; who was off, or is none of them, begins or ends. */
  split(second: number, parts: readonly (readonly Node[])[]): void {
    const before = this.#parts.flat();
    this.#parts = parts;
    for (const node of parts.flat())
      if (before.length > 0 && !before.includes(node)) this.#begin(node, second);
    for (const part of parts) {
      this.#ring += 4;
      const members = part.map((node) => `${idOf(node)}:${this.#pid(node)}`).join();
      for (const node of part) {
        this.#say(node, second, `view ${members} joined=- left=- from=0`);
        this.#say(node, second, `ring ${idOf(part[0] ?? node)}.${this.#ring} 1,2,3`);
      }
    }
  }

  /** One message of a node's, delivered to all of its part. */
  send(second: number, node: Node): void {
    const part = this.#parts.find((one) => one.includes(node));
    const member = this.#member(node);
    if (!part) return;
    member.sent += 1;
    const message = `${idOf(node)}.${member.life}.${member.sent}`;
    for (const to of part) this.#member(to).lines.push({ second, message });
  }

  /** All of a part in turn, `rate` messages a second each, up to a second of the step. */
  talk(from: number, to: number, rate = 10): void {
    for (let k = 0; from + k / rate < to; k += 1)
      for (const node of nodes) this.send(from + k / rate, node);
  }

  /** What is there to be spoilt. */
  lines(node: Node): Line[] {
    return this.#member(node).lines;
  }

  /** As the journal has it. */
  told(): (readonly [second: number, event: Told])[] {
    return nodes.flatMap((node) =>
      said(this.lines(node)).map(({ second, words }) => {
        const event = { kind: "told", probe: "group", node, value: words } as const;
        return [second, event] as const;
      }),
    );
  }
}

interface Told {
  readonly kind: "told";
  readonly probe: string;
  readonly node: string;
  readonly value: string;
}

interface Words {
  readonly second: number;
  readonly words: string;
}

/** Messages in batches of a quarter of a second, each with its place and its letters (follow.c). */
export function said(lines: readonly Line[]): Words[] {
  const out: Words[] = [];
  let [place, batch]: [number, (Line & { message: string })[]] = [0, []];
  const end = () => {
    const last = batch.at(-1);
    if (last) out.push({ second: last.second, words: `batch ${place} ${encoded(batch)}` });
    place += batch.length;
    batch = [];
  };
  for (const line of lines) {
    const first = batch[0];
    if ("words" in line || (first && line.second - first.second > 0.25)) end();
    if ("message" in line) batch.push(line);
    else {
      if (line.words.startsWith("view ")) place = 0;
      out.push(line);
    }
  }
  end();
  return out;
}

function encoded(batch: readonly { readonly message: string }[]): string {
  const next = new Map<string, { letter: string; number: number }>();
  const tokens: string[] = [];
  for (const { message } of batch) {
    const [id, life, number] = message.split(".").map(Number);
    const sender = `${id}.${life}`;
    const known = next.get(sender);
    const letter = known?.letter ?? String.fromCharCode(65 + next.size);
    if (known?.number !== number) tokens.push(` ${letter}=${message} `);
    tokens.push(letter);
    next.set(sender, { letter, number: Number(number) + 1 });
  }
  return tokens.join("").trim().replaceAll(/ +/g, " ");
}

/** A step's journal with the group's probe, whose fault comes at second 10 and is healed at 20. */
function journalOf(group: Group, seed: Omit<Seed, "also">): JournalEvent[] {
  const probe = {
    ...{ name: "group", kind: "process-group", label: "group", watches: "words" as const },
    spec: { nodes: [...nodes] },
  };
  const check = kinds.checks.get(String(seed.check["check"]))?.schema.parse(seed.check);
  if (!check) throw new Error(`there is no check "${seed.check["check"]}"`);
  const whole = { vrrp: [], owners: [], heard: [0, 0] as const, ...seed, check };
  return seeded({ ...whole, also: group.told() }).map((event) =>
    event.kind === "run" ? { ...event, plan: { ...event.plan, probes: [probe] } } : event,
  );
}

export function judged(group: Group, seed: Omit<Seed, "also">, more: readonly JournalEvent[] = []) {
  const events = [...journalOf(group, seed), ...more].toSorted((a, b) => a.t - b.t);
  const [found] = graded(events).steps[0]?.checks ?? [];
  if (!found) throw new Error("nothing was judged");
  return found;
}

/** The log of a node was not followed for a while. */
export function blindAt(second: number, node: Node): JournalEvent {
  return { kind: "watch", t: atNs(second), probe: "group", node, ok: false, why: "a test" };
}
