/** The ways to an engine: what the user chose, as the `docker` command does, else what is found. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { z } from "zod";
import { messageOf } from "../../../core/base/error.ts";

export interface Way {
  readonly where: string;
  readonly options: Docker.DockerOptions;
  /** Why it cannot be gone. */
  readonly refused?: string;
}

/**
 * In the order in which they are tried. An engine that the user chose is the only one: nobody wants
 * clusters on another machine than was said.
 */
export function waysToEngine(env: NodeJS.ProcessEnv): Way[] {
  const host = env["DOCKER_HOST"];
  if (host) return [wayTo(`DOCKER_HOST=${host}`, host)];
  const home = homeOf(env);
  const folder = env["DOCKER_CONFIG"] || join(home, ".docker");
  const context = env["DOCKER_CONTEXT"] || currentContext(folder);
  if (context && context !== "default") return [wayOfContext(folder, context)];
  const runtime = env["XDG_RUNTIME_DIR"];
  const sockets = [
    "/var/run/docker.sock",
    join(home, ".docker/run/docker.sock"),
    ...(runtime ? [join(runtime, "docker.sock"), join(runtime, "podman/podman.sock")] : []),
    "/run/podman/podman.sock",
  ];
  const pipes = process.platform === "win32" ? ["//./pipe/docker_engine"] : [];
  return sockets
    .filter((path) => existsSync(path))
    .concat(pipes)
    .map((socketPath) => ({ where: socketPath, options: { socketPath } }));
}

/** Without HOME and without an entry for this user there is none: then nothing is configured there. */
function homeOf(env: NodeJS.ProcessEnv): string {
  if (env["HOME"]) return env["HOME"];
  try {
    return homedir();
  } catch {
    return "/nonexistent";
  }
}

function wayTo(where: string, host: string): Way {
  const local = /^(?:unix|npipe):\/\/(.*)$/.exec(host)?.[1];
  if (local) return { where, options: { socketPath: local } };
  const text = host.includes("://") ? host : `tcp://${host}`;
  const url = URL.canParse(text) ? new URL(text.replace(/^tcp:/, "http:")) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") {
    const { hostname, port, protocol } = url;
    const tls = protocol === "https:" ? { protocol: "https" as const } : {};
    return { where, options: { host: hostname, port: Number(port || 2375), ...tls } };
  }
  if (url?.protocol === "ssh:") return { where, options: {}, refused: overSsh(url) };
  return { where, options: {}, refused: "not the address of an engine (unix://, tcp://)" };
}

function overSsh({ username, hostname, port }: URL): string {
  const to = `${port ? `-p ${port} ` : ""}${username ? `${username}@` : ""}${hostname}`;
  return `halab does not speak to engines over ssh itself; forward its socket: ssh -fNL /tmp/engine.sock:/var/run/docker.sock ${to}   then DOCKER_HOST=unix:///tmp/engine.sock`;
}

const configSchema = z.looseObject({ currentContext: z.string().optional() });

/** What `docker context use` chose. */
function currentContext(folder: string): string | undefined {
  const file = join(folder, "config.json");
  if (!existsSync(file)) return undefined;
  try {
    return configSchema.parse(JSON.parse(readFileSync(file, "utf8"))).currentContext;
  } catch {
    return undefined;
  }
}

const metaSchema = z.looseObject({
  Endpoints: z.looseObject({ docker: z.looseObject({ Host: z.string() }) }),
});

function wayOfContext(folder: string, context: string): Way {
  const id = createHash("sha256").update(context).digest("hex");
  const file = join(folder, "contexts/meta", id, "meta.json");
  try {
    const { Host } = metaSchema.parse(JSON.parse(readFileSync(file, "utf8"))).Endpoints.docker;
    return wayTo(`docker context ${context} (${Host})`, Host);
  } catch (error) {
    const why = existsSync(file) ? messageOf(error) : `there is no ${file}`;
    const refused = `it cannot be read: ${why}; docker context use default`;
    return { where: `docker context ${context}`, options: {}, refused };
  }
}
