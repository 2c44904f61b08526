import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { messageOf } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import {
  nodePlanText,
  type Plan,
  type PlannedFile,
  type PlannedLink,
  type PlannedNode,
} from "../../core/cluster/plan.ts";
import { nodeDown } from "../node-down.ts";
import { tarOf } from "../tar.ts";
import { engineError } from "./client.ts";

/** A node that has not come up by then will not: its slowest service needs 5 s (halab-svc). */
const readyDeadlineMs = 30_000;
/** A VM boots first: 4 s alone without hardware help, and many share the machine's cores. */
const vmReadyDeadlineMs = 120_000;
/** What is shown of the console of a node that did not come up. */
const consoleLines = 30;

/** Everything of a node that its image has not: its plan and its files, as one tar. */
export async function nodeArchive(
  plan: Plan,
  node: PlannedNode,
  findBy: (link: PlannedLink) => string,
  more: readonly Pick<PlannedFile, "path" | "mode" | "content">[] = [],
): Promise<Buffer> {
  const text = nodePlanText(plan, node, findBy);
  return tarOf([
    ...[...node.files, ...more].map((file) => ({ ...file, name: file.path.slice(1) })),
    // Last: where it lies, the rest lies too.
    { name: "etc/halab/node.plan", mode: 0o644, content: text },
  ]);
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
  options: { readonly vm?: boolean; readonly started?: () => void } = {},
): Promise<void> {
  const stream = await attach(container, node, archive !== undefined, ctx);
  try {
    const { lines, said } = follow(container, stream);
    await container.start().catch((error: unknown) => {
      throw engineError(error, `starting node ${node}`);
    });
    options.started?.();
    if (archive) stream.end(archive);
    const deadlineMs = options.vm ? vmReadyDeadlineMs : readyDeadlineMs;
    const why = await withDeadline(`node ${node} to be ready`, deadlineMs, ctx, () => said).catch(
      (error: unknown) => {
        ctx.signal.throwIfAborted();
        return messageOf(error);
      },
    );
    if (why !== undefined) throw nodeDown(node, why, lines);
  } finally {
    stream.destroy();
  }
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
}

function follow(container: Docker.Container, stream: Duplex): Following {
  const output = new PassThrough();
  container.modem.demuxStream(stream, output, output);
  stream.on("end", () => output.end());
  stream.on("error", () => output.end());
  stream.on("close", () => output.end());
  const lines: string[] = [];
  const said = new Promise<string | undefined>((resolve) => {
    const reader = createInterface({ input: output });
    reader.on("line", (line) => {
      if (line.startsWith("halab: ready")) resolve(undefined);
      else if (line.startsWith("halab: failed ")) resolve(line.slice(14));
      else lines.push(line);
      if (lines.length > consoleLines) lines.shift();
    });
    reader.on("close", () => resolve("its init ended"));
  });
  return { lines, said };
}
