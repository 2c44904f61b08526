import type Docker from "dockerode";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { boundTo } from "./api/requests.ts";
import { type Way, waysToEngine } from "./api/ways.ts";
import { loadDockerode } from "./load-dockerode.ts";

export interface Engine {
  /** Its requests end with the signal that the engine is bound to, or at their deadline. */
  readonly docker: Docker;
  /** How it was reached, for people. */
  readonly where: string;
  /** The engine's socket or port is on this machine, so its bridges are too. */
  readonly local: boolean;
  /** The client with another signal. */
  bind(signal: AbortSignal): Docker;
}

/** The engine for work that has another signal: cleaning up goes on when all else was cancelled. */
export function bound(engine: Engine, { signal }: Pick<Ctx, "signal">): Engine {
  return { ...engine, docker: engine.bind(signal) };
}

/** A container that serves nothing any more, whatever has been cancelled. */
export async function discard(engine: Engine, { id }: Docker.Container): Promise<void> {
  const { docker } = bound(engine, { signal: AbortSignal.timeout(discardDeadlineMs) });
  await docker
    .getContainer(id)
    .remove({ force: true })
    // `gc` finds it by its labels.
    .catch(() => {});
}

const discardDeadlineMs = 15_000;

type Reached = Omit<Engine, "docker">;

/** Asked once, for as long as the environment names the same engines. */
let reached: { readonly ways: string; readonly answer: Promise<Reached> } | undefined;

/** The first engine that answers; throws ENGINE_UNAVAILABLE with what each way said. */
export async function connect(ctx: Ctx): Promise<Engine> {
  const ways = waysToEngine(process.env);
  const named = JSON.stringify(ways.map(({ where }) => where));
  if (reached?.ways !== named) {
    const asked = { ways: named, answer: tryAll(ways, ctx) };
    reached = asked;
    asked.answer.catch(() => {
      if (reached === asked) reached = undefined;
    });
  }
  const engine = await reached.answer;
  return { ...engine, docker: engine.bind(ctx.signal) };
}

const pingDeadlineMs = 5000;

async function tryAll(ways: readonly Way[], ctx: Ctx): Promise<Reached> {
  const DockerClient = await loadDockerode();
  const failures: string[] = [];
  for (const { where, options, refused } of ways) {
    if (refused !== undefined) {
      failures.push(`${where}: ${refused}`);
      continue;
    }
    const docker = new DockerClient(options);
    const bind = (signal: AbortSignal) => boundTo(docker, signal);
    try {
      await withDeadline(`an answer from ${where}`, pingDeadlineMs, ctx, ({ signal }) =>
        bind(signal).ping(),
      );
      const local = options.socketPath !== undefined && process.platform === "linux";
      return { where, local, bind };
    } catch (error) {
      ctx.signal.throwIfAborted();
      failures.push(`${where}: ${messageOf(error)}`);
    }
  }
  const details = failures.length > 0 ? failures : ["no engine's socket was found"];
  throw new HalabError("ENGINE_UNAVAILABLE", "no Docker engine answers", {
    details,
    hint: "halab doctor --fix",
  });
}

/** Docker's own error (an HTTP status with a JSON message) as one of ours. */
export function engineError(error: unknown, tried: string): HalabError {
  if (error instanceof HalabError) return error;
  if (error instanceof Error && error.name === "AbortError") {
    return new HalabError("CANCELLED", `${tried}: cancelled`, { cause: error });
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const gone = ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "EACCES", "ETIMEDOUT"].includes(
    code,
  );
  const text = explain(error);
  if (gone) {
    return new HalabError(
      "ENGINE_UNAVAILABLE",
      `${tried}: the engine stopped answering (${text})`,
      {
        cause: error,
        hint: "halab doctor --fix",
      },
    );
  }
  const full = /no space left on device/i.test(text);
  return new HalabError("ENGINE_FAILED", `${tried}: ${text}`, {
    cause: error,
    hint: full ? "free some disk (docker system df), then try again" : "halab doctor",
  });
}

function explain(error: unknown): string {
  const json: unknown = error instanceof Error && "json" in error ? error.json : undefined;
  if (isRecord(json) && typeof json["message"] === "string") return json["message"];
  return messageOf(error);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function statusOf(error: unknown): number | undefined {
  const status: unknown =
    error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : undefined;
}

export async function hasImage(engine: Engine, ref: string): Promise<boolean> {
  try {
    await engine.docker.getImage(ref).inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw engineError(error, `looking for image ${ref}`);
  }
}
