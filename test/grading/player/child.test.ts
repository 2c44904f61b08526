import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import {
  type ChildOptions,
  dismissPlayers,
  playInChild,
} from "../../../cli/grading/player/child.ts";
import type { PlayerSpec, Tried } from "../../../cli/grading/player/spec.ts";
import { TempDir } from "../../fixtures/temp.ts";

const tried: Tried = { outcome: "pass", said: "pass, 6 of 6 points", failed: [], run: "run/one" };

/** Plays with a program of these lines in the place of ours. */
class Stage implements Disposable {
  readonly #dir = new TempDir();
  readonly log = join(this.#dir.path, "player.log");
  readonly stop = new AbortController();
  /** What was called. */
  readonly told: string[] = [];

  play(program: string, limits: Partial<ChildOptions> = {}, name = "g-1-1-1"): Promise<Tried> {
    const spec: PlayerSpec = {
      ...{ lab: "/lab", files: "/files", params: {}, provider: "fake", isolate: false },
      ...{ name, base: join(this.#dir.path, "run"), log: this.log },
      ...{ language: "en", explained: [] },
    };
    const options: ChildOptions = {
      ...{ spec, budgetMs: 60_000 },
      up: () => this.told.push("up"),
      down: async () => this.told.push("down"),
      program: this.#dir.write("program.mjs", program),
      ...limits,
    };
    const ctx = { signal: this.stop.signal, clock: systemClock, progress: () => {} };
    return playInChild(options, ctx);
  }

  at(name: string): string {
    return join(this.#dir.path, name);
  }

  [Symbol.dispose](): void {
    this.#dir[Symbol.dispose]();
  }
}

const say = (line: unknown) => `console.log(${JSON.stringify(JSON.stringify(line))});\n`;

describe("the process that plays", () => {
  it("is told what to play, says when its cluster is up, and what came of it", async () => {
    using stage = new Stage();
    const echo = `
      import { createInterface } from "node:readline";
      createInterface({ input: process.stdin }).once("line", (line) => {
        console.error(JSON.parse(line).name);
        console.log("a library that talks");
        ${say({ kind: "up" })} ${say({ kind: "end", tried })}
        process.stdin.destroy();
      });`;
    expect(await stage.play(echo)).toEqual(tried);
    expect(stage.told).toEqual(["up"]);
    expect(readFileSync(stage.log, "utf8")).toBe("g-1-1-1\n");
  });

  it("plays the next one, too, until one was the host's fault or nobody is left", async () => {
    using stage = new Stage();
    const patient = `
      import { createInterface } from "node:readline";
      createInterface({ input: process.stdin }).on("line", (line) => {
        const { name } = JSON.parse(line);
        const tried = { outcome: name === "ill" ? "host" : "pass", said: String(process.pid), failed: [], run: null };
        console.log(JSON.stringify({ kind: "end", tried }));
      });`;
    const pids: string[] = [];
    for (const name of ["a", "b", "ill", "c", "d"])
      pids.push((await stage.play(patient, {}, name)).said);
    await dismissPlayers();
    pids.push((await stage.play(patient)).said);
    await dismissPlayers();
    const [a, b, ill, c, d, last] = pids;
    expect([b, ill, d]).toEqual([a, a, c]);
    expect(new Set([a, c, last]).size).toBe(3);
    for (const pid of [a, c, last]) expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it("is the host's fault when it ends without a word, and its cluster is removed", async () => {
    using stage = new Stage();
    const given = await stage.play(`console.error("no memory"); process.exit(9);`);
    expect(given).toMatchObject({ outcome: "host", run: null });
    expect(given.said).toBe("its player ended with 9 before it had a result (no memory)");
    expect(stage.told).toEqual(["down"]);
  });

  it("ends everything when the engine is gone", async () => {
    using stage = new Stage();
    const line = {
      kind: "failed",
      code: "ENGINE_UNAVAILABLE",
      message: "no engine",
      hint: "doctor",
    };
    await expect(stage.play(say(line))).rejects.toMatchObject({
      ...{ code: "ENGINE_UNAVAILABLE", message: "no engine", hint: "doctor" },
    });
  });

  it("has its time, then is told to end, then is killed; then its cluster is removed", async () => {
    using stage = new Stage();
    const deaf = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);`;
    const given = await stage.play(deaf, { budgetMs: 1500, graceMs: 100 });
    expect(given).toMatchObject({ outcome: "out of time", said: "it was not over after 2 s" });
    expect(stage.told).toEqual(["down"]);
  });

  it("hears by its stdin that whoever started it wants to end, or is gone", async () => {
    using stage = new Stage();
    const ready = stage.at("ready");
    const polite = `
      import { writeFileSync } from "node:fs";
      process.on("SIGTERM", () => {});
      process.stdin.on("end", () => writeFileSync(${JSON.stringify(stage.at("healed"))}, "")).resume();
      writeFileSync(${JSON.stringify(ready)}, "");`;
    const playing = stage.play(polite);
    await expect.poll(() => existsSync(ready), { timeout: 30_000 }).toBe(true);
    stage.stop.abort(new Error("stopped"));
    await expect(playing).rejects.toThrow("stopped");
    expect(existsSync(stage.at("healed"))).toBe(true);
  });
});
