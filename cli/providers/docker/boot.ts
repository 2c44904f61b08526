import { type Duplex, Writable } from "node:stream";
import type Docker from "dockerode";
import { type HalabError, messageOf } from "../../core/base/error.ts";
import { tarOf } from "../../core/base/tar.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import {
  nodePlanText,
  type Plan,
  type PlannedFile,
  type PlannedLink,
  type PlannedNode,
} from "../../core/cluster/plan.ts";
import { nodeDown } from "../node-down.ts";
import { deviceSettings, serverSysctls } from "../server-settings.ts";
import { Console, initEnded } from "./boot-console.ts";
import { engineError } from "./client.ts";

/** A node that has not come up by then will not: its slowest service needs 5 s (halab-svc), or says that it needs more. */
const readyDeadlineMs = 30_000;
/** A VM boots first: 4 s alone without hardware help, and many share the machine's cores. */
const vmReadyDeadlineMs = 120_000;

/** Everything of a node that its image has not: its plan and its files, as one tar. */
export async function nodeArchive(
  plan: Plan,
  node: PlannedNode,
  findBy: (link: PlannedLink) => string,
  more: readonly Pick<PlannedFile, "path" | "mode" | "content">[] = [],
): Promise<Buffer> {
  const text = nodePlanText(plan, node, findBy, {
    sysctls: serverSysctls(node.sysctls),
    devices: deviceSettings(node.sysctls),
  });
  return tarOf([
    ...[...node.files, ...more].map((file) => ({
      name: file.path.slice(1),
      mode: file.mode,
      content: bytesOf(file),
    })),
    // Last: where it lies, the rest lies too.
    { name: "etc/halab/node.plan", mode: 0o644, content: text },
  ]);
}

export interface BootOptions {
  readonly vm?: boolean;
  /** Called when the engine has started the container. */
  readonly started?: () => void;
}

/**
 * Starts a container and waits until its init says that it is ready. `archive` is given to a node
 * that starts for the first time. Throws NODE_FAILED, or CONFIG_INVALID, with the node's last lines.
 */
export async function boot(
  container: Docker.Container,
  node: string,
  archive: Buffer | undefined,
  ctx: Ctx,
  options: BootOptions = {},
): Promise<void> {
  const { error } = await tryBoot(container, node, archive, ctx, options);
  if (error) throw error;
}

export interface Boot {
  /** Why the node is not ready. */
  readonly error?: HalabError;
  /** A VM that did not come as far as waking from its saved state: that is to blame, not the node. */
  readonly asleep: boolean;
}

/** The same, for one who has another saved state to try. */
export async function tryBoot(
  container: Docker.Container,
  node: string,
  archive: Buffer | undefined,
  ctx: Ctx,
  options: BootOptions = {},
): Promise<Boot> {
  const stream = await attach(container, node, archive !== undefined, ctx);
  try {
    const { lines, said, awake, moreMs } = follow(container, stream);
    await container.start().catch((error: unknown) => {
      throw engineError(error, `starting node ${node}`);
    });
    options.started?.();
    if (archive) stream.end(archive);
    const deadlineMs = options.vm ? vmReadyDeadlineMs : readyDeadlineMs;
    const until = (withinMs: number) =>
      withDeadline(`node ${node} to be ready`, withinMs, ctx, () => said).catch(
        (error: unknown) => {
          ctx.signal.throwIfAborted();
          return messageOf(error);
        },
      );
    const first = await until(deadlineMs);
    const why = first === undefined || moreMs() === 0 ? first : await until(moreMs());
    if (why === undefined) return { asleep: false };
    return { error: nodeDown(node, why, lines), asleep: isAsleep(why, awake()) };
  } finally {
    stream.destroy();
  }
}

/** Why the container of a VM is not ready, and whether its guest ran: is its saved state to blame? */
export function isAsleep(why: string, awake: boolean): boolean {
  return !awake && (why.startsWith("state: ") || why === initEnded);
}

async function attach(
  container: Docker.Container,
  node: string,
  stdin: boolean,
  ctx: Ctx,
): Promise<Duplex> {
  ctx.signal.throwIfAborted();
  try {
    const options = { stream: true, stdout: true, stderr: true, stdin, hijack: true, logs: false };
    return (await container.attach(options)) as Duplex;
  } catch (error) {
    throw engineError(error, `attaching to node ${node}`);
  }
}

interface Following {
  /** The last lines of its console, as they come. */
  readonly lines: readonly string[];
  /** Undefined once the init says `halab: ready`; else why not. */
  readonly said: Promise<string | undefined>;
  /** Whether the guest of a VM has said so. */
  readonly awake: () => boolean;
  /** How much longer than others it may take, as it says. */
  readonly moreMs: () => number;
}

function follow(container: Docker.Container, stream: Duplex): Following {
  const said = Promise.withResolvers<string | undefined>();
  const console = new Console(said.resolve);
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      console.take(chunk);
      done();
    },
    final(done) {
      console.end();
      done();
    },
  });
  container.modem.demuxStream(stream, output, output);
  const end = () => output.end();
  stream.on("end", end);
  stream.on("error", end);
  stream.on("close", end);
  return {
    lines: console.lines,
    said: said.promise,
    awake: () => console.awake,
    moreMs: () => console.moreMs,
  };
}
