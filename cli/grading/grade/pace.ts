/** How far a batch is, in a line for each result, with an estimate of what is left. */
import type { Ctx } from "../../core/base/time.ts";
import type { Graded } from "../sheet.ts";

export class Pace {
  readonly #all: number;
  readonly #ctx: Ctx;
  readonly #startNs: number;
  #over = 0;
  #played = 0;
  #toPlay = 0;

  constructor(all: number, ctx: Ctx) {
    this.#all = all;
    this.#ctx = ctx;
    this.#startNs = ctx.clock.nowNs();
    const text = `grading ${all} submission${all === 1 ? "" : "s"}`;
    ctx.progress({ task: "batch", state: "start", text });
  }

  /** So many have to be played. */
  expect(count: number): void {
    this.#toPlay = count;
  }

  /** One more has a result that stood already, or came of no run. */
  over(row: Graded): void {
    this.#over += 1;
    this.#tell(row, "");
  }

  /** One more was played. */
  played(row: Graded): void {
    this.#over += 1;
    this.#played += 1;
    this.#tell(row, this.#left());
  }

  again(id: string, said: string): void {
    const text = `${id} has to be played again, alone: ${said}`;
    this.#ctx.progress({ task: "batch", state: "told", text });
  }

  /** `rest`: the command that grades the rest, if there is one. */
  end(rest: string | undefined): void {
    const text = `${this.#over} of ${this.#all} submissions are graded`;
    const [state, more] =
      rest === undefined ? (["done", ""] as const) : (["fail", `; the rest: ${rest}`] as const);
    this.#ctx.progress({ task: "batch", state, text: text + more });
  }

  /** The rest is played elsewhere. */
  handedOn(): void {
    const text = `${this.#over} of ${this.#all} submissions are graded; ${this.#toPlay} wait to be played`;
    this.#ctx.progress({ task: "batch", state: "done", text });
  }

  #left(): string {
    const left = this.#toPlay - this.#played;
    if (left <= 0) return "";
    const ms = (this.#ctx.clock.nowNs() - this.#startNs) / 1e6;
    return `; about ${minutes((ms / this.#played) * left)} left`;
  }

  #tell(row: Graded, left: string): void {
    const points = row.points === null ? "no points" : `${row.points} of ${row.maxPoints} points`;
    const why = row.same === null ? row.reason?.split("\n")[0] : `the same as ${row.same}`;
    const text = `${this.#over}/${this.#all} ${row.id}: ${row.verdict}, ${points}${why ? ` (${why})` : ""}${left}`;
    this.#ctx.progress({ task: "batch", state: "told", text });
  }
}

/** "90 s", "12 min" */
export function minutes(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
