import { timingSafeEqual } from "node:crypto";
import { HalabError, messageOf } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { Cluster } from "../../../core/cluster/provider.ts";
import { AgentConnection } from "../../agent.ts";
import { interactOver, quoted, SshConnection } from "../../ssh.ts";
import { knownHost } from "./ssh-keys.ts";

/** SSH to a VM, through its agent's port and not through its network: no fault of a lab cuts it. */
export async function sshTo(cluster: Cluster, node: string, ctx: Ctx): Promise<SshConnection> {
  const { privateKey, hostKey } = knownHost(cluster.name, node);
  const agent = await cluster.openAgent(node, ctx);
  if (!(agent instanceof AgentConnection)) throw new HalabError("BUG", `${node} has no stream`);
  const said: string[] = [];
  const sock = agent.stream(["/usr/lib/halab/vm/sshd"], (text) => said.push(text.trim()));
  const hostVerifier = (key: Buffer) =>
    key.length === hostKey.length && timingSafeEqual(key, hostKey);
  const release = () => agent[Symbol.asyncDispose]();
  try {
    const config = { sock, username: "root", privateKey, hostVerifier };
    return await SshConnection.open(node, config, ctx, release);
  } catch (error) {
    await release();
    ctx.signal.throwIfAborted();
    throw new HalabError("NODE_UNREACHABLE", `SSH to ${node}: ${messageOf(error)}`, {
      cause: error,
      details: said,
      hint: `halab logs ${cluster.name} ${node}`,
    });
  }
}

/** Runs a command in a VM on this terminal (or on pipes), and gives its exit code. */
export async function interactOverSsh(
  cluster: Cluster,
  node: string,
  argv: readonly string[],
  ctx: Ctx,
): Promise<number> {
  await using ssh = await sshTo(cluster, node, ctx);
  return await interactOver(ssh, argv.map(quoted).join(" "), ctx);
}
