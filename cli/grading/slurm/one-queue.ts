/**
 * A queue of one submission, in its folder: for a scheduler that gives each a process of its own, on whatever host. The
 * number of the last attempt lies in `turn.json`; a result of any other attempt is not taken.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { tryRecord } from "../grade/fair.ts";
import { resultIn } from "../grade/result.ts";
import { readJson, writeJson } from "../grade/store.ts";
import type { Completed, Lease, Line, Queue, Queued } from "../queue/queue.ts";

const turnFile = z.strictObject({ attempt: z.int(), tries: z.array(tryRecord) });
type Turn = z.infer<typeof turnFile>;

export class OneQueue implements Queue {
  readonly #id: string;
  readonly #folder: string;
  #state: Queued["state"];

  constructor(id: string, folder: string) {
    this.#id = id;
    this.#folder = folder;
    const again = this.turn().tries.length > 0;
    this.#state = resultIn(folder) ? "done" : again ? "again" : "waiting";
  }

  /** Of the last lease, whoever had it. */
  turn(): Turn {
    return readJson(join(this.#folder, "turn.json"), turnFile) ?? { attempt: 0, tries: [] };
  }

  async enqueue(): Promise<void> {}

  async lease(line: Line): Promise<Lease | undefined> {
    if (this.#state !== line) return undefined;
    const { attempt, tries } = this.turn();
    this.#keep({ attempt: attempt + 1, tries });
    this.#state = "leased";
    return { id: this.#id, line, attempt: attempt + 1, tries };
  }

  async heartbeat({ attempt }: Lease): Promise<boolean> {
    return this.#state === "leased" && this.turn().attempt === attempt;
  }

  async complete(lease: Lease, completed: Completed): Promise<boolean> {
    if (!(await this.heartbeat(lease))) return false;
    if (completed === "given back") this.#state = lease.line;
    else if ("again" in completed) {
      this.#keep({ attempt: lease.attempt, tries: [...completed.again] });
      this.#state = "again";
    } else {
      writeJson(join(this.#folder, "result.json"), completed.result);
      rmSync(join(this.#folder, "turn.json"), { force: true });
      this.#state = "done";
    }
    return true;
  }

  async list(): Promise<readonly Queued[]> {
    return [{ id: this.#id, state: this.#state, ...this.turn() }];
  }

  #keep(turn: Turn): void {
    writeJson(join(this.#folder, "turn.json"), turn);
  }
}
