/** A journal's lines -> events. Whatever the bytes are, what is wrong with them is a HalabError. */
import { HalabError } from "../base/error.ts";
import { shown } from "../base/shown.ts";
import { type JournalEvent, journalSchema } from "./events.ts";
import { mostAhead } from "./limits.ts";
import { isRecord, whyNoEvent } from "./shape.ts";
import { upgrader } from "./upgrade.ts";

/** The first line has the plan, with all files of all nodes; no other one comes near to its own. */
const mostBytes = { first: 2 ** 25, other: 2 ** 20 };

/** No run has a tenth of them; each is compared with those before. */
const rare: readonly string[] = ["fault", "refusal"];
const mostRare = 10_000;

const schemas: readonly unknown[] = ["halab/journal/1", journalSchema];

export class JournalParser {
  readonly #path: string;
  readonly #upgrade = upgrader();
  /** Rows of each probe since it was last started. */
  readonly #rows = new Map<string, number>();
  #line = 0;
  #rare = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** The events of the next line; undefined: it is no JSON, as when a crash cut it off. */
  next(line: Buffer): readonly JournalEvent[] | undefined {
    this.checkLength(line.length);
    this.#line += 1;
    if (line.length === 0) return [];
    let raw: unknown;
    try {
      raw = JSON.parse(line.toString());
    } catch {
      return undefined;
    }
    return this.#eventsOf(raw);
  }

  #eventsOf(raw: unknown): readonly JournalEvent[] {
    if (!isRecord(raw)) throw this.refusal("it is no object");
    if (raw["kind"] === "run" && !schemas.includes(raw["schema"]))
      throw this.refusal(
        `it is of the form ${JSON.stringify(raw["schema"])}, and this halab knows ${schemas.join(" and ")}`,
      );
    const events = this.#upgrade(raw);
    for (const event of events) {
      const why = whyNoEvent(event);
      if (why !== undefined) throw this.refusal(why);
      this.#count(event);
    }
    return events;
  }

  #count(event: JournalEvent): void {
    if (rare.includes(event.kind) && ++this.#rare > mostRare)
      throw this.refusal(`it is about more than ${mostRare} faults and refusals`);
    if (event.kind === "probe") this.#rows.set(event.probe, 0);
    if (event.kind !== "samples" && event.kind !== "responders") return;
    const most = (this.#rows.get(event.probe) ?? 0) + event.rows.length + mostAhead;
    if (event.rows.some(([k]) => k > most))
      throw this.refusal(
        `request ${Math.max(...event.rows.map(([k]) => k))} of ${event.probe} was never sent`,
      );
    if (event.kind === "samples") this.#rows.set(event.probe, most - mostAhead);
  }

  /** Of the next line, which may not have ended yet. */
  checkLength(bytes: number): void {
    const most = this.#line === 0 ? mostBytes.first : mostBytes.other;
    if (bytes > most) throw this.refusal(`it is longer than ${most} bytes`, this.#line + 1);
  }

  /** What is wrong with the last line. */
  refusal(why: string, line = this.#line): HalabError {
    const place = `${shown(this.#path)}:${line}`;
    return new HalabError("LAB_INVALID", `${place}: not a line of a journal: ${why}`, {
      hint: "halab report   (without a run: the last one)",
    });
  }
}
