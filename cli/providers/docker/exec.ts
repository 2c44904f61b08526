import { Duplex, PassThrough } from "node:stream";
import type Docker from "dockerode";
import { HalabError } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { bootId } from "../../core/state/owner.ts";
import { AgentConnection } from "../agent.ts";
import { engineError, statusOf } from "./client.ts";

/** In the container itself, or in the VM that it is the case of. */
const agents = { container: ["/usr/bin/halab-agent"], vm: ["/usr/bin/halab-vm", "relay"] };

/** An agent over one exec of a container. */
export async function openAgentIn(
  container: Docker.Container,
  node: string,
  ctx: Ctx,
  where: keyof typeof agents = "container",
): Promise<AgentConnection> {
  try {
    const exec = await container.exec({
      Cmd: agents[where],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: false,
      Tty: false,
      abortSignal: ctx.signal,
    });
    const raw = await withDeadline(`an exec in ${node}`, 15_000, ctx, () =>
      exec.start({ hijack: true, stdin: true }),
    );
    return await AgentConnection.open(node, plain(container, raw), bootId(), ctx);
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (error instanceof HalabError) throw error;
    const status = statusOf(error);
    if (status === 404)
      throw new HalabError("NOT_FOUND", `there is no node "${node}"`, { hint: "halab ps" });
    if (status === 409)
      throw new HalabError("NODE_UNREACHABLE", `${node} is off or frozen`, {
        hint: "halab heal CLUSTER",
      });
    throw engineError(error, `opening the agent of ${node}`);
  }
}

/** The engine wraps an exec's output in frames of its own; this takes them off. */
function plain(container: Docker.Container, raw: Duplex): Duplex {
  const output = new PassThrough();
  container.modem.demuxStream(raw, output, new PassThrough().resume());
  const end = () => output.end();
  raw.on("end", end);
  raw.on("close", end);
  raw.on("error", end);
  const both = Duplex.from({ readable: output, writable: raw });
  both.on("close", () => raw.destroy());
  return both;
}
