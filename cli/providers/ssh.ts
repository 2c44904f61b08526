import ssh2, { type ClientChannel } from "ssh2";
import { type Ctx, withDeadline } from "../core/base/time.ts";

/** Without hardware help the handshake takes a second, and several may be under way. */
const handshakeDeadlineMs = 30_000;

/** One SSH connection, which carries any number of commands. */
export class SshConnection implements AsyncDisposable {
  readonly #client: ssh2.Client;
  readonly #release: () => Promise<void>;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;

  private constructor(client: ssh2.Client, release: () => Promise<void>) {
    this.#client = client;
    this.#release = release;
    this.closed = new Promise((resolve) => client.once("close", () => resolve()));
    // Later errors show as a channel that closes.
    client.on("error", () => {});
  }

  /** Throws what ssh2 or the network says. `release` is called when it is disposed of. */
  static async open(
    what: string,
    config: ssh2.ConnectConfig,
    ctx: Ctx,
    release: () => Promise<void> = async () => {},
  ): Promise<SshConnection> {
    const client = new ssh2.Client();
    try {
      await withDeadline(`an SSH connection to ${what}`, handshakeDeadlineMs, ctx, async () => {
        const ready = new Promise<void>((resolve, reject) => {
          client.once("ready", resolve);
          client.once("error", reject);
          client.once("close", () => reject(new Error("the connection was closed")));
        });
        client.connect({ ...config, readyTimeout: 0 });
        await ready;
      });
    } catch (error) {
      client.destroy();
      throw error;
    }
    return new SshConnection(client, release);
  }

  /** A command in a login shell's place; with `tty` on a terminal of that size. */
  exec(command: string, tty?: { rows: number; cols: number }): Promise<ClientChannel> {
    const term = process.env["TERM"] ?? "xterm";
    const options = tty === undefined ? {} : { pty: { ...tty, term } };
    return new Promise((resolve, reject) => {
      this.#client.exec(command, options, (error, channel) => {
        if (error) reject(error);
        else resolve(channel);
      });
    });
  }

  /** Gone at once, whatever the other side does. */
  cut(): void {
    this.#client.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.end();
    await this.#release();
  }
}

/** A word as a POSIX shell reads it back. */
export const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs a command line on this terminal (or on pipes), and gives its exit code. */
export async function interactOver(ssh: SshConnection, command: string, ctx: Ctx): Promise<number> {
  const tty = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const size = () => ({ rows: process.stdout.rows, cols: process.stdout.columns });
  const channel = await ssh.exec(command, tty ? size() : undefined);
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
