import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";

export interface Engine {
  readonly docker: Docker;
  /** How it was reached, for people. */
  readonly where: string;
  /** The engine's socket or port is on this machine, so its bridges are too. */
  readonly local: boolean;
}

interface Candidate {
  readonly where: string;
  readonly options: Docker.DockerOptions;
}

/** The ways to an engine, in the order in which they are tried. */
export function candidates(env: NodeJS.ProcessEnv): Candidate[] {
  const host = env["DOCKER_HOST"];
  if (host) return [{ where: `DOCKER_HOST=${host}`, options: optionsOf(host) }];
  const context = contextHost(env);
  const runtime = env["XDG_RUNTIME_DIR"];
  const sockets = [
    "/var/run/docker.sock",
    join(homedir(), ".docker/run/docker.sock"),
    ...(runtime ? [join(runtime, "docker.sock"), join(runtime, "podman/podman.sock")] : []),
    "/run/podman/podman.sock",
  ];
  const pipes = process.platform === "win32" ? ["//./pipe/docker_engine"] : [];
  return [
    ...(context ? [{ where: `docker context (${context})`, options: optionsOf(context) }] : []),
    ...sockets
      .filter((path) => existsSync(path))
      .concat(pipes)
      .map((socketPath) => ({ where: socketPath, options: { socketPath } })),
  ];
}

function optionsOf(host: string): Docker.DockerOptions {
  const local = /^(?:unix|npipe):\/\/(.*)$/.exec(host)?.[1];
  if (local) return { socketPath: local };
  // dockerode reads DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH itself.
  const url = new URL(host.replace(/^tcp:/, "http:"));
  if (url.protocol === "http:") return { host: url.hostname, port: Number(url.port || 2375) };
  return {};
}

/** The endpoint of the context that `docker context use` chose, if any. */
function contextHost(env: NodeJS.ProcessEnv): string | undefined {
  try {
    const base = env["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
    const config: unknown = JSON.parse(readFileSync(join(base, "config.json"), "utf8"));
    const current =
      env["DOCKER_CONTEXT"] ?? (isRecord(config) ? config["currentContext"] : undefined);
    if (typeof current !== "string" || current === "default") return undefined;
    return endpointOf(join(base, "contexts/meta"), current);
  } catch {
    return undefined;
  }
}

function endpointOf(folder: string, name: string): string | undefined {
  const { createHash } = process.getBuiltinModule("node:crypto");
  const id = createHash("sha256").update(name).digest("hex");
  const meta: unknown = JSON.parse(readFileSync(join(folder, id, "meta.json"), "utf8"));
  const endpoints = isRecord(meta) ? meta["Endpoints"] : undefined;
  const docker = isRecord(endpoints) ? endpoints["docker"] : undefined;
  const host = isRecord(docker) ? docker["Host"] : undefined;
  return typeof host === "string" ? host : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

let connected: Promise<Engine> | undefined;

/** The first engine that answers; throws ENGINE_UNAVAILABLE with what each way said. */
export function connect(ctx: Ctx): Promise<Engine> {
  connected ??= tryAll(ctx);
  connected.catch(() => {
    connected = undefined;
  });
  return connected;
}

async function tryAll(ctx: Ctx): Promise<Engine> {
  const { default: DockerClient } = await import("dockerode");
  const failures: string[] = [];
  for (const { where, options } of candidates(process.env)) {
    const docker = Object.keys(options).length > 0 ? new DockerClient(options) : new DockerClient();
    try {
      await withDeadline(`an answer from ${where}`, 5000, ctx, () => docker.ping());
      const local = options.socketPath !== undefined && process.platform === "linux";
      return { docker, where, local };
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
  const gone = ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "EACCES"].includes(code);
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
