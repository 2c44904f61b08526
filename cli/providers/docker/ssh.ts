import { timingSafeEqual } from "node:crypto";
import ssh2, { type ClientChannel } from "ssh2";
import { HalabError, messageOf } from "../../core/error.ts";
import { type Ctx, withDeadline } from "../../core/time.ts";
import { AgentConnection } from "../agent.ts";
import type { Cluster } from "../provider.ts";
import { knownHost } from "./ssh-keys.ts";

/** Without hardware help the handshake takes a second, and several may be under way. */
const handshakeDeadlineMs = 30_000;

/**
 * SSH to a VM, through its agent's port and not through its network: no fault of a lab cuts it. One
 * connection carries any number of commands; a handshake costs about a second without hardware help.
 */
export class SshConnection implements AsyncDisposable {
  readonly #client: ssh2.Client;
  readonly #agent: AsyncDisposable;

  private constructor(client: ssh2.Client, agent: AsyncDisposable) {
    this.#client = client;
    this.#agent = agent;
  }

  static async open(cluster: Cluster, node: string, ctx: Ctx): Promise<SshConnection> {
    const { privateKey, hostKey } = knownHost(cluster.name, node);
    const agent = await cluster.openAgent(node, ctx);
    if (!(agent instanceof AgentConnection)) throw new HalabError("BUG", `${node} has no stream`);
    const client = new ssh2.Client();
    const said: string[] = [];
    try {
      const sock = agent.stream(["/usr/lib/halab/vm/sshd"], (text) => said.push(text.trim()));
      await withDeadline(`an SSH connection to ${node}`, handshakeDeadlineMs, ctx, async () => {
        const ready = new Promise<void>((resolve, reject) => {
          client.once("ready", resolve);
          client.once("error", reject);
        });
        client.connect({
          sock,
          username: "root",
          privateKey,
          hostVerifier: (key: Buffer) =>
            key.length === hostKey.length && timingSafeEqual(key, hostKey),
          readyTimeout: 0,
        });
        await ready;
      });
    } catch (error) {
      client.destroy();
      await agent[Symbol.asyncDispose]();
      ctx.signal.throwIfAborted();
      throw new HalabError("NODE_UNREACHABLE", `SSH to ${node}: ${messageOf(error)}`, {
        cause: error,
        details: said,
        hint: `halab logs ${cluster.name} ${node}`,
      });
    }
    // Later errors show as a channel that closes.
    client.on("error", () => {});
    return new SshConnection(client, agent);
  }

  /** A command in a login shell's place; with `tty` on a terminal of that size. */
  exec(command: string, tty: { rows: number; cols: number } | undefined): Promise<ClientChannel> {
    const term = process.env["TERM"] ?? "xterm";
    const options = tty === undefined ? {} : { pty: { ...tty, term } };
    return new Promise((resolve, reject) => {
      this.#client.exec(command, options, (error, channel) => {
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.end();
    await this.#agent[Symbol.asyncDispose]();
  }
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs a command in a VM on this terminal (or on pipes), and gives its exit code. */
export async function interactOverSsh(
  cluster: Cluster,
  node: string,
  argv: readonly string[],
  ctx: Ctx,
): Promise<number> {
  await using ssh = await SshConnection.open(cluster, node, ctx);
  const tty = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const size = () => ({ rows: process.stdout.rows, cols: process.stdout.columns });
  const channel = await ssh.exec(argv.map(quoted).join(" "), tty ? size() : undefined);
  const resize = () => channel.setWindow(process.stdout.rows, process.stdout.columns, 0, 0);
  const stop = () => channel.close();
  if (tty) {
    process.stdin.setRawMode(true);
    process.stdout.on("resize", resize);
  }
  ctx.signal.addEventListener("abort", stop, { once: true });
  try {
    const code = new Promise<number>((resolve) => {
      let exit = 255;
      channel.on("exit", (status: number | null) => {
        exit = status ?? 255;
      });
      channel.on("close", () => resolve(exit));
    });
    channel.pipe(process.stdout, { end: false });
    channel.stderr.pipe(process.stderr, { end: false });
    process.stdin.pipe(channel);
    return await code;
  } finally {
    ctx.signal.removeEventListener("abort", stop);
    process.stdin.unpipe(channel);
    process.stdout.off("resize", resize);
    if (tty) process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stdin.unref?.();
  }
}
