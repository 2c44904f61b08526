/** What the switch hears of the nodes' ports, beside what the nodes say of themselves (ADR 22). */
import { messageOf } from "../../base/error.ts";
import type { Ctx } from "../../base/time.ts";
import type { Plan } from "../../cluster/plan.ts";
import type { Spawned, SwitchAccess } from "../../cluster/provider.ts";
import type { Kinds } from "../../kinds/all.ts";
import type { Emit } from "../lines.ts";
import { heardReader, type Wanted, wantedOf } from "./heard.ts";

interface Listener {
  /** It ends, and says nothing more: what it knew is not known any more. */
  end(): void;
}

/** A node's state changes some times a second at most, and a program of ours says so. */
const limits = { linesPerS: 1000, allBytes: 64 * 2 ** 20 };

/** One program at the switch that listens at all ports, started anew when a node has got a new cable. */
export class Listening implements AsyncDisposable {
  readonly #wanted: Wanted;
  readonly #open: (ctx: Ctx) => Promise<SwitchAccess>;
  readonly #emit: Emit;
  readonly #ctx: Ctx;
  readonly #left = new AbortController();
  #listener: Listener | undefined;
  #starting: Promise<void> = Promise.resolve();
  /** Asked for, and not begun. */
  #due = false;

  constructor(options: {
    readonly plan: Plan;
    readonly kinds: Kinds;
    readonly open: (ctx: Ctx) => Promise<SwitchAccess>;
    readonly emit: Emit;
    readonly ctx: Ctx;
  }) {
    const { plan, kinds, open, emit, ctx } = options;
    this.#wanted = wantedOf(plan, kinds);
    this.#open = open;
    this.#emit = emit;
    this.#ctx = { ...ctx, signal: AbortSignal.any([ctx.signal, this.#left.signal]) };
  }

  /** With the ports as they are then. Nobody waits for it: until it hears, nothing is known. */
  restart(): void {
    if (this.#due || this.#left.signal.aborted || this.#wanted.ports.length === 0) return;
    this.#due = true;
    this.#starting = this.#starting.then(() => {
      this.#due = false;
      return this.#start();
    });
  }

  async #start(): Promise<void> {
    try {
      const access = await this.#open(this.#ctx);
      if (!access.ear) return;
      const nodes = [...new Set(this.#wanted.ports.map(({ node }) => node))];
      const found = await access.ports(nodes, this.#ctx);
      if (this.#ctx.signal.aborted) return;
      this.#listener?.end();
      this.#listener = this.#listen(access.ear, found);
    } catch (error) {
      if (this.#ctx.signal.aborted) return;
      this.#note(`nobody listens at the switch: ${messageOf(error)}`);
    }
  }

  #listen(
    ear: NonNullable<SwitchAccess["ear"]>,
    found: Awaited<ReturnType<SwitchAccess["ports"]>>,
  ): Listener | undefined {
    const { argv, ports } = this.#wanted;
    const here = found.filter(({ node, segment }) =>
      ports.some((one) => one.node === node && one.segment === segment),
    );
    if (here.length === 0) return undefined;
    const now = this.#ctx.clock.nowNs;
    const clocks = { offsetNs: ear.clockOffsetNs, now };
    const reader = heardReader(this.#wanted, here, clocks, this.#emit);
    const devices = here.map(({ port }) => port);
    const told = { over: false };
    const running: Spawned = ear.spawn(
      ["halab-listen", ...argv, ...devices],
      (line) => told.over || reader.take(line),
      { ...limits, onCut: (why) => this.#note(why) },
    );
    reader.begin();
    const end = () => {
      if (told.over) return;
      told.over = true;
      reader.forget();
      running.kill(15);
    };
    void running.exited.then((code) => {
      // The helper's end, with all its programs (-1), is told by whoever ended it.
      if (!told.over && code > 0) this.#note(`what listens at the switch ended with ${code}`);
      end();
    });
    return { end };
  }

  #note(text: string): void {
    this.#emit({ kind: "note", t: this.#ctx.clock.nowNs(), text });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#left.abort();
    await this.#starting;
    this.#listener?.end();
  }
}
