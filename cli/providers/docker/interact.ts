import type { Duplex } from "node:stream";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { type Engine, engineError, statusOf } from "./client.ts";
import { containerName } from "./labels.ts";

/** Runs a command in a node on this terminal (or on pipes), and gives its exit code. */
export async function interactIn(
  engine: Engine,
  cluster: string,
  node: string,
  argv: readonly string[],
  ctx: Ctx,
): Promise<number> {
  const tty = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const container = engine.docker.getContainer(containerName(cluster, node));
  try {
    const exec = await container.exec({
      Cmd: [...argv],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: tty,
      Env: [`TERM=${process.env["TERM"] ?? "xterm"}`],
    });
    const stream = await exec.start({ hijack: true, stdin: true, Tty: tty });
    const resize = () => {
      if (tty) exec.resize({ h: process.stdout.rows, w: process.stdout.columns }).catch(() => {});
    };
    resize();
    process.stdout.on("resize", resize);
    await connectTerminal(
      stream,
      tty,
      (out, err) => container.modem.demuxStream(stream, out, err),
      ctx,
    );
    process.stdout.off("resize", resize);
    return (await exec.inspect()).ExitCode ?? 0;
  } catch (error) {
    if (statusOf(error) === 404) {
      throw new HalabError("NOT_FOUND", `cluster ${cluster} has no node "${node}"`, {
        hint: "halab ps",
      });
    }
    if (statusOf(error) === 409) {
      throw new HalabError("NODE_UNREACHABLE", `${node} is off or frozen`, {
        hint: `halab heal ${cluster}`,
      });
    }
    throw engineError(error, `running ${argv[0]} in ${node}`);
  }
}

type Demux = (out: NodeJS.WritableStream, err: NodeJS.WritableStream) => void;

async function connectTerminal(
  stream: Duplex,
  tty: boolean,
  demux: Demux,
  ctx: Ctx,
): Promise<void> {
  const stop = () => stream.destroy();
  ctx.signal.addEventListener("abort", stop, { once: true });
  if (tty) {
    process.stdin.setRawMode(true);
    stream.pipe(process.stdout, { end: false });
  } else demux(process.stdout, process.stderr);
  process.stdin.pipe(stream);
  try {
    await new Promise<void>((resolve) => {
      stream.on("end", resolve);
      stream.on("close", resolve);
      stream.on("error", () => resolve());
    });
  } finally {
    ctx.signal.removeEventListener("abort", stop);
    process.stdin.unpipe(stream);
    if (tty) process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stdin.unref?.();
  }
}
