/** Asks the daemons of a running cluster for what they have in force, and writes it into the journal. */
import { cleanLines } from "../base/clean.ts";
import { messageOf } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { Agents } from "../cluster/agents.ts";
import type { Plan, PlannedNode } from "../cluster/plan.ts";
import type { Cluster, NodeAgent } from "../cluster/provider.ts";
import type { JournalEvent } from "../journal/events.ts";
import { type Readers, saysInForce } from "../kinds/reader.ts";

interface Said {
  readonly service: string;
  /** As its reader understands it; null: the daemon said nothing. */
  readonly value: unknown;
  /** What it said, for people. */
  readonly text: string;
}

/** So many warnings of one daemon are kept; the first says what is wrong, the others follow from it. */
const mostWarnings = 5;
/** A line may be as long as a student's file makes it. */
const longestWarning = 500;

/** What a node's daemons said of their configuration when they started, and run with it all the same. */
async function readWarnings(
  agent: NodeAgent,
  node: PlannedNode,
  readers: Readers,
  ctx: Ctx,
): Promise<string[]> {
  const services = node.services.filter((service) => readers.has(service));
  const all = await Promise.all(
    services.map(async (service) => {
      const { stdout } = await agent.run(["halab-svc", "warnings", service], ctx);
      const lines = [...new Set(stdout.split("\n").map((line) => line.trim()))].filter(Boolean);
      const told = lines.slice(0, mostWarnings).map((line) => {
        const cut = line.length > longestWarning ? `${line.slice(0, longestWarning)}...` : line;
        return `${service} of ${node.name} warns: ${cut}`;
      });
      const more = lines.length - told.length;
      return more > 0 ? [...told, `${service} of ${node.name} warns of ${more} more`] : told;
    }),
  );
  return all.flat();
}

/** Asks a node's daemons for the configuration that they run with: those that there is a reader for. */
function readInForce(
  agent: NodeAgent,
  node: PlannedNode,
  plan: Plan,
  readers: Readers,
  ctx: Ctx,
): Promise<Said[]> {
  const timed = node.services.flatMap((service) => readers.get(service) ?? []);
  return Promise.all(
    timed.map(async (reader) => {
      const service = reader.kind;
      const text = await (reader.read?.(agent, node, plan, ctx) ??
        saysInForce(agent, service, ctx));
      return { service, value: reader.parse(text) ?? null, text };
    }),
  );
}

interface Asked {
  readonly plan: Plan;
  readonly readers: Readers;
  readonly cluster: Cluster;
  readonly agents: Agents;
  /** Whether a node is being watched. */
  readonly isAsked: (node: string) => boolean;
  /** Keeps a text beside the journal. */
  readonly keep: (path: string, text: string) => void;
  readonly emit: (event: JournalEvent) => void;
  /** Told why something could not be read: it may be a student's node's doing. */
  readonly unread: (error: unknown) => Promise<unknown>;
  /** Told what ends the run. */
  readonly lose: (error: unknown) => void;
  /** Aborted when nobody wants to know any more. */
  readonly closed: AbortSignal;
  readonly ctx: Ctx;
}

export class TimerReading {
  readonly #asked: Asked;
  /** The nodes whose daemons' warnings are in the journal. */
  readonly #warned = new Set<string>();
  /** What asks the daemons, whoever waits for it. */
  #reading: Promise<void> = Promise.resolve();
  /** When they were asked last, beside the steps. */
  #askedNs = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Resolves when nothing of it is under way any more. */
  get ended(): Promise<void> {
    return this.#reading;
  }

  /**
   * One after the other: a daemon tells its timers by a file, and who asks beside another takes that
   * away.
   */
  read(): Promise<void> {
    const next = this.#reading.then(() => this.#readAll());
    this.#reading = next.catch(() => {});
    return next;
  }

  /** Asks again, beside what goes on, if the last answers are a second old. */
  refresh(): void {
    const { clock } = this.#asked.ctx;
    if (clock.nowNs() < this.#askedNs + 1e9) return;
    this.#askedNs = Number.POSITIVE_INFINITY;
    void this.read()
      .catch((error: unknown) => this.#asked.lose(error))
      .finally(() => {
        this.#askedNs = clock.nowNs();
      });
  }

  async #readAll(): Promise<void> {
    const { plan, readers, isAsked, closed } = this.#asked;
    if (closed.aborted) return;
    const nodes = plan.nodes.filter(
      ({ name, services }) => isAsked(name) && services.some((service) => readers.has(service)),
    );
    await Promise.all(
      nodes.map((node) => this.#asking(`timers of ${node.name}`, () => this.#keepInForce(node))),
    );
  }

  /** What cannot be read of a node is said. */
  async #asking(what: string, work: () => Promise<void>): Promise<void> {
    const { ctx, closed, unread } = this.#asked;
    try {
      await work();
    } catch (error) {
      ctx.signal.throwIfAborted();
      if (closed.aborted) return;
      await unread(error);
      this.#note(`${what} were not read: ${messageOf(error)}`);
    }
  }

  #note(text: string): void {
    const { emit, ctx } = this.#asked;
    emit({ kind: "note", t: ctx.clock.nowNs(), text });
  }

  async #keepInForce(node: PlannedNode): Promise<void> {
    const { plan, readers, cluster, agents, keep, emit, ctx } = this.#asked;
    // A frozen one would not answer, and lose its agent for it.
    if ((await cluster.state(node.name, ctx)) !== "running") return;
    const agent = await agents.get(node.name, ctx);
    const [said] = await Promise.all([
      readInForce(agent, node, plan, readers, ctx),
      this.#asking(`warnings of ${node.name}`, () => this.#keepWarnings(agent, node)),
    ]);
    const text = said.map((one) => one.text).filter(Boolean);
    keep(`in-force/${node.name}.txt`, cleanLines(text.join("\n")));
    const t = ctx.clock.nowNs();
    for (const { service, value } of said)
      emit({ kind: "in-force", t, node: node.name, service, value });
  }

  /** A daemon's warning is evidence, told once. */
  async #keepWarnings(agent: NodeAgent, node: PlannedNode): Promise<void> {
    if (this.#warned.has(node.name)) return;
    const texts = await readWarnings(agent, node, this.#asked.readers, this.#asked.ctx);
    this.#warned.add(node.name);
    for (const text of texts) this.#note(text);
  }
}
