import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { HalabError } from "../../core/error.ts";
import { nodePlanText, type Plan, type PlannedNode } from "../../core/plan.ts";
import { type Ctx, withDeadline } from "../../core/time.ts";
import { engineError } from "./client.ts";

/** A node that has not come up by then will not: its slowest service needs 5 s (halab-svc). */
const readyDeadlineMs = 30_000;

/** Everything of a node that its image has not: its plan and its files, as one tar. */
export async function nodeArchive(
  plan: Plan,
  node: PlannedNode,
  engineAddress: (segment: string) => string,
): Promise<Buffer> {
  const archive = pack();
  const text = nodePlanText(plan, node, (link) => engineAddress(link.segment));
  for (const file of node.files) {
    archive.entry({ name: file.path.slice(1), mode: file.mode }, file.content);
  }
  // Last: where it lies, the rest lies too.
  archive.entry({ name: "etc/halab/node.plan", mode: 0o644 }, text);
  archive.finalize();
  const chunks: Uint8Array[] = [];
  // tar-stream's own stream type stands for Node's.
  for await (const chunk of archive as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Starts a container and waits until its init says that it is ready. `archive` is given to a node
 * that starts for the first time. Throws NODE_FAILED with the node's last lines.
 */
export async function boot(
  container: Docker.Container,
  node: string,
  archive: Buffer | undefined,
  ctx: Ctx,
  started: () => void = () => {},
): Promise<void> {
  const stream = await attach(container, node, archive !== undefined, ctx);
  try {
    const said = follow(container, stream);
    await container.start().catch((error: unknown) => {
      throw engineError(error, `starting node ${node}`);
    });
    started();
    if (archive) stream.end(archive);
    const failed = await withDeadline(`node ${node} to be ready`, readyDeadlineMs, ctx, () => said);
    if (failed) {
      throw new HalabError("NODE_FAILED", `node ${node} did not come up: ${failed.why}`, {
        details: failed.lines,
        hint: hintFor(failed.why),
      });
    }
  } finally {
    stream.destroy();
  }
}

function hintFor(why: string): string {
  const service = /^(\S+):/.exec(why)?.[1];
  return service ? `look at the configuration of ${service} in the lines above` : "halab doctor";
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

interface Failed {
  readonly why: string;
  readonly lines: readonly string[];
}

/** Undefined once the init says `halab: ready`; else why not, with the last lines. */
function follow(container: Docker.Container, stream: Duplex): Promise<Failed | undefined> {
  const output = new PassThrough();
  container.modem.demuxStream(stream, output, output);
  stream.on("end", () => output.end());
  stream.on("error", () => output.end());
  stream.on("close", () => output.end());
  const lines: string[] = [];
  return new Promise((resolve) => {
    const reader = createInterface({ input: output });
    reader.on("line", (line) => {
      if (line.startsWith("halab: ready")) resolve(undefined);
      else if (line.startsWith("halab: failed "))
        resolve({ why: line.slice(14), lines: [...lines] });
      lines.push(line);
      if (lines.length > 20) lines.shift();
    });
    reader.on("close", () => resolve({ why: "its init ended", lines: [...lines] }));
  });
}
