/** An agent is asked what a cluster asks it, about a counterd of its own beside the cluster's. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { codeText } from "./codes.ts";

/** Where a lab's student writes the agent. */
export const agentPath = "/usr/lib/ocf/resource.d/halab/counter";

const folder = "/run/halab/asked";
const conf = `${folder}/counterd.conf`;
const state = `${folder}/state`;
const pidfile = `${folder}/pid`;
const port = 17_411;

/** Slow to begin and slow to end, so that who does not wait is seen; and only its end saves in time. */
const confText = `port ${port}
state ${state}
pidfile ${pidfile}
save 10s
copies none
warm-up 1s
drain 600ms
`;

export interface Answer {
  readonly code: number;
  readonly tookS: number;
  readonly said: string;
}

/** `code N`, `took S`, and what it said. */
export function answerIn(text: string): Answer | undefined {
  const [, code, tookS, said = ""] = /^code (\d+)\ntook ([\d.]+)\n?([\s\S]*)$/.exec(text) ?? [];
  if (code === undefined || tookS === undefined) return undefined;
  return { code: Number(code), tookS: Number(tookS), said: said.trim() };
}

/** Whoever asks begins with nothing running, and leaves nothing behind. */
export class Asker implements AsyncDisposable {
  /** What was asked, and what was answered. */
  readonly heard: string[] = [];
  readonly #agent: NodeAgent;
  readonly #ctx: Ctx;
  #innocent = 0;

  private constructor(agent: NodeAgent, ctx: Ctx) {
    this.#agent = agent;
    this.#ctx = ctx;
  }

  static async open(agent: NodeAgent, ctx: Ctx): Promise<Asker> {
    const asker = new Asker(agent, ctx);
    await asker.#sh(`rm -rf ${folder} && mkdir -p ${folder} && cat > ${conf}`, confText);
    return asker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#sh(`[ ${this.#innocent} = 0 ] || kill -KILL ${this.#innocent}; rm -rf ${folder}`);
  }

  async #sh(script: string, input?: string): Promise<string> {
    return await must(this.#agent, ["/bin/sh", "-c", script], this.#ctx, input);
  }

  /** It has so long; `config`: what it is told instead of its file. */
  async ask(action: string, { limitS = 15, config = conf, of = action } = {}): Promise<Answer> {
    const argv = ["halab-counter", "ask", agentPath, action, String(limitS), config];
    const answer = answerIn(await must(this.#agent, argv, this.#ctx));
    if (!answer) throw nodeFailed(this.#agent.node, `nothing is known of the agent's ${action}`);
    this.heard.push(`${of}: ${codeText(answer.code)} after ${answer.tookS} s`);
    return answer;
  }

  /** What was started with its file: the cluster's own has another one. */
  async pids(): Promise<readonly number[]> {
    const said = await must(this.#agent, ["halab-counter", "pids", conf], this.#ctx);
    return said.split(/\s+/).filter(Boolean).map(Number);
  }

  /** Every process of it gets a signal; without one nothing happens. */
  async signal(name: "STOP" | "CONT" | "KILL"): Promise<void> {
    const pids = await this.pids();
    if (pids.length > 0) await this.#sh(`kill -${name} ${pids.join(" ")}; exit 0`);
  }

  /** All of it is gone when this ends; its files stay. */
  async kill(): Promise<void> {
    await this.signal("KILL");
    await this.#sh(
      `n=0; while [ $((n += 1)) -lt 200 ] && [ -n "$(halab-counter pids ${conf})" ]; do sleep 0.01; done`,
    );
  }

  async isWell(): Promise<boolean> {
    const url = `http://127.0.0.1:${port}/health`;
    return (
      (await this.#agent.run(["curl", "-sf", "-m", "2", "-o", "/dev/null", url], this.#ctx))
        .exitCode === 0
    );
  }

  /** One more on a new counter. */
  async count(): Promise<void> {
    await this.#sh(`curl -sf -m 2 -o /dev/null -X POST http://127.0.0.1:${port}/count`);
  }

  /** Whether its file is whole and has that many counters. */
  async hasSaved(counters: number): Promise<boolean> {
    const { stdout } = await this.#agent.run(["counterd", "-v", state], this.#ctx);
    return stdout.startsWith(`${counters} counters`);
  }

  async spoilState(): Promise<void> {
    await this.#sh(`printf 'counterd-state 1 3 9 5\\nc0-12345678 4\\n' > ${state}`);
  }

  /** The pid file names a process that has nothing to do with it, as one does that a crash left behind. */
  async leaveStalePid(): Promise<void> {
    if (this.#innocent === 0)
      this.#innocent = Number(await this.#sh("sleep 300 > /dev/null 2>&1 < /dev/null & echo $!"));
    await this.#sh(`echo ${this.#innocent} > ${pidfile}`);
  }

  async removePid(): Promise<void> {
    await this.#sh(`rm -f ${pidfile}`);
  }

  async innocentLives(): Promise<boolean> {
    return (
      (await this.#agent.run(["kill", "-0", String(this.#innocent)], this.#ctx)).exitCode === 0
    );
  }
}
