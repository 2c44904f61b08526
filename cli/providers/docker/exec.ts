import { Duplex, PassThrough } from "node:stream";
import type Docker from "dockerode";
import { type ErrorCode, HalabError } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { bootId } from "../../core/state/process-identity.ts";
import { AgentConnection } from "../agent.ts";
import { engineError, statusOf } from "./client.ts";
import { label } from "./labels.ts";

/** An engine that starts many containers answers late. */
const execDeadlineMs = 30_000;

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
    const raw = await withDeadline(`an exec in ${node}`, execDeadlineMs, ctx, async () => {
      const exec = await container.exec({
        Cmd: agents[where],
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: false,
        Tty: false,
      });
      return exec.start({ hijack: true, stdin: true });
    });
    return await AgentConnection.open(node, plain(container, raw), bootId(), ctx);
  } catch (error) {
    ctx.signal.throwIfAborted();
    const status = statusOf(error);
    if (status === 404)
      throw new HalabError("NOT_FOUND", `there is no node "${node}"`, { hint: "halab ps" });
    if (status === 409) throw offOrFrozen(node);
    const found = engineError(error, `opening the agent of ${node}`);
    throw await blamed(container, node, found, ctx);
  }
}

const offOrFrozen = (node: string) =>
  new HalabError("NODE_UNREACHABLE", `${node} is off or frozen`, {
    hint: "halab heal CLUSTER",
    node,
  });

/** A node that is losing its power breaks its connections first. */
const goingOffMs = 2000;
/** What an engine says that answers, and cannot start what lies in a container. */
const notStarted: readonly ErrorCode[] = ["NODE_UNREACHABLE", "ENGINE_FAILED"];

/**
 * Whose doing it is that no agent answers. The engine does, and the node runs: then it is the doing of
 * whoever is root in it (the agent is gone or another program, all its processes or its memory are taken).
 */
async function blamed(
  container: Docker.Container,
  node: string,
  error: HalabError,
  ctx: Ctx,
): Promise<HalabError> {
  const refused = error.code === "NODE_REFUSED";
  if (!refused && !notStarted.includes(error.code)) return error;
  const deadlineNs = ctx.clock.nowNs() + goingOffMs * 1e6;
  for (;;) {
    const { State, Config } = await container.inspect();
    // Not a node, or the case of a VM: nobody's but ours.
    if (Config.Labels[label.node] === undefined) return error;
    if (!State.Running || State.Paused) return offOrFrozen(node);
    if (refused) return error;
    if (ctx.clock.nowNs() >= deadlineNs) break;
    await ctx.clock.wait(50, ctx.signal);
  }
  return new HalabError("NODE_REFUSED", `${node} runs, and halab's agent does not start in it`, {
    node,
    details: [error.message],
    hint: "halab ps, then halab down and up   (a new node has a new agent)",
  });
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
