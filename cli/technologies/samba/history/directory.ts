/** What each controller had, over time, as the probe `directory` told it: read as it comes, for it is asked again and again. */
import type { EventOf } from "../../../core/journal/events.ts";
import { type Links, type Named, readWord, type Word } from "./words.ts";

/** Something that changes now and then. */
class Changes<T> {
  readonly #all: { readonly t: number; readonly value: T }[] = [];

  add(t: number, value: T): void {
    this.#all.push({ t, value });
  }
  at(t: number): T | undefined {
    return this.#all.findLast((one) => one.t <= t)?.value;
  }
  times(): readonly number[] {
    return this.#all.map(({ t }) => t);
  }
}

/** A number that was written on a controller, and acknowledged. */
export interface Written {
  readonly source: string;
  readonly number: number;
  readonly t: number;
}

interface Refused {
  readonly node: string;
  readonly t: number;
  readonly why: string;
}

class Controller {
  readonly up = new Changes<boolean>();
  readonly names = new Changes<readonly Named[]>();
  readonly roles = new Changes<ReadonlyMap<string, string>>();
  readonly links = new Changes<Links>();
  readonly written: Written[] = [];
  readonly refused: Refused[] = [];
  readonly saw = new Map<string, { readonly number: number; readonly t: number }[]>();
  heardNs = Number.NEGATIVE_INFINITY;
}

export class Directory {
  readonly #nodes = new Map<string, Controller>();
  #read = 0;

  /** What was told since it was asked last. */
  catchUp(told: readonly EventOf<"told">[]): void {
    for (; this.#read < told.length; this.#read += 1) {
      const event = told[this.#read];
      const read = event && readWord(event.value);
      if (event && read) this.#take(event.t, read.node, read.said);
    }
  }

  node(name: string): Controller {
    const known = this.#nodes.get(name) ?? new Controller();
    this.#nodes.set(name, known);
    return known;
  }

  #take(t: number, name: string, said: Word): void {
    const node = this.node(name);
    node.heardNs = Math.max(node.heardNs, t);
    if (said.word === "up" || said.word === "down") node.up.add(t, said.word === "up");
    else if (said.word === "names") node.names.add(t, said.objects);
    else if (said.word === "roles") node.roles.add(t, said.owners);
    else if (said.word === "links") node.links.add(t, said.links);
    else if (said.word === "refused") node.refused.push({ node: name, t, why: said.why });
    else if (said.word === "wrote") node.written.push({ source: name, number: said.number, t });
    else if (said.word === "saw") {
      const all = node.saw.get(said.source) ?? [];
      node.saw.set(said.source, all);
      all.push({ number: said.number, t });
    }
  }

  /** Something was told of one of them. */
  get heard(): boolean {
    return [...this.#nodes.values()].some(({ heardNs }) => heardNs > Number.NEGATIVE_INFINITY);
  }

  /** When a controller had it, or something later of the same source; undefined: it has not. */
  seenAt(node: string, { source, number }: Written): number | undefined {
    return this.node(node)
      .saw.get(source)
      ?.find((one) => one.number >= number)?.t;
  }

  /** Every time at which one of these controllers told another state of something. */
  changes(nodes: readonly string[]): readonly number[] {
    return nodes.flatMap((name) => {
      const { up, names, roles, links } = this.node(name);
      return [up, names, roles, links].flatMap((one) => one.times());
    });
  }
}

const known = new WeakMap<readonly EventOf<"told">[], Directory>();

export function directoryOf(told: readonly EventOf<"told">[] = []): Directory {
  const directory = known.get(told) ?? new Directory();
  known.set(told, directory);
  directory.catchUp(told);
  return directory;
}
