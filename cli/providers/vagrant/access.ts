import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { z } from "zod";
import { HalabError, messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { bootId } from "../../core/state/process-identity.ts";
import { AgentConnection } from "../agent.ts";
import { SshConnection } from "../ssh.ts";
import type { Folder } from "./folder.ts";
import { type Said, spoken } from "./machine-readable.ts";
import { vagrant } from "./vagrant.ts";

const accessSchema = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  keyFile: z.string(),
  /** SHA-256 of the host key that it showed first; it has to show it ever after. */
  hostKey: z.string().optional(),
});
type Access = z.infer<typeof accessSchema>;

const fileSchema = z.record(z.string(), accessSchema);

/** `vagrant ssh-config`, as ssh_config(5) has it. */
export function parseSshConfig(text: string): Record<string, Access> {
  const all: Record<string, Access> = {};
  for (const block of text.split(/^Host /m).slice(1)) {
    const [name = "", ...lines] = block.split("\n");
    const of = (key: string) =>
      lines
        .map((line) => new RegExp(`^\\s*${key}\\s+"?(.*?)"?\\s*$`).exec(line)?.[1])
        .find((value) => value !== undefined) ?? "";
    all[name.trim()] = {
      host: of("HostName"),
      port: Number(of("Port")),
      user: of("User"),
      keyFile: of("IdentityFile"),
    };
  }
  return all;
}

/** What is kept of a command's output, for an error's last lines: an installation says some 200 kB. */
const maxSaidBytes = 4 * 2 ** 20;

interface Kept {
  readonly ssh: SshConnection;
  readonly socket: Socket;
  users: number;
}

/** The ways into a cluster's machines: one SSH connection each, kept for as long as this process lives. */
export class Ways {
  readonly #folder: Folder;
  readonly #kept = new Map<string, Promise<Kept>>();

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** Asks Vagrant where the machines are, and notes it. */
  async learn(ctx: Ctx): Promise<void> {
    const doing = "asking where the machines are";
    const { stdout } = await vagrant(["ssh-config"], { folder: this.#folder, doing }, ctx);
    this.#note(parseSshConfig(stdout));
  }

  /** Where a machine is, as `vagrant up` said it by the way; false when it did not. Asking takes more than a second. */
  overheard(said: readonly Said[], node: string): boolean {
    const words = said.filter((one) => one.machine === node).map(spoken);
    const find = (pattern: RegExp) =>
      words.map((text) => pattern.exec(text ?? "")).findLast((match) => match !== null);
    const [, host, port] = find(/^SSH address: (\S+):(\d+)$/) ?? [];
    const user = find(/^SSH username: (\S+)$/)?.[1];
    const keyFile = this.#folder.keyFile(node);
    if (host === undefined || user === undefined || keyFile === undefined) return false;
    const known = existsSync(this.#folder.file("ssh.json")) ? this.#access() : {};
    this.#note({ ...known, [node]: { host, port: Number(port), user, keyFile } });
    return true;
  }

  #note(all: Record<string, Access>): void {
    writeFileSync(this.#folder.file("ssh.json"), JSON.stringify(all), { mode: 0o600 });
  }

  /** Throws NODE_UNREACHABLE where nobody noted it: halab was killed while the machines were made. */
  #access(): Record<string, Access> {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#folder.file("ssh.json"), "utf8")));
    } catch (error) {
      const { cluster } = this.#folder;
      throw new HalabError(
        "NODE_UNREACHABLE",
        `${cluster} is half built: its machines have no address`,
        {
          cause: error,
          details: [messageOf(error)],
          hint: `halab gc   or   halab down ${cluster}`,
        },
      );
    }
  }

  /** The kept connection to a node; a new one when there is none, or when it is gone. */
  async #connection(node: string, ctx: Ctx): Promise<Kept> {
    const known = this.#kept.get(node);
    if (known !== undefined) return known;
    const opening = this.#open(node, ctx);
    this.#kept.set(node, opening);
    const forget = () => {
      if (this.#kept.get(node) === opening) this.#kept.delete(node);
    };
    opening.then(({ ssh }) => ssh.closed.then(forget), forget);
    return opening;
  }

  async #open(node: string, ctx: Ctx): Promise<Kept> {
    const all = this.#access();
    const access = all[node];
    if (!access) throw new HalabError("NODE_UNREACHABLE", `Vagrant knows no way to ${node}`);
    const socket = createConnection({ host: access.host, port: access.port });
    // A machine that went without a word is noticed some time; ssh2's own timer would keep this process from its end.
    socket.setKeepAlive(true, 10_000);
    let shown = "";
    try {
      const ssh = await SshConnection.open(
        node,
        {
          sock: socket,
          username: access.user,
          privateKey: readFileSync(access.keyFile),
          hostVerifier: (key: Buffer) => {
            shown = createHash("sha256").update(key).digest("hex");
            return access.hostKey === undefined || access.hostKey === shown;
          },
        },
        ctx,
      );
      if (access.hostKey === undefined)
        this.#note({ ...this.#access(), [node]: { ...access, hostKey: shown } });
      return { ssh, socket, users: 0 };
    } catch (error) {
      socket.destroy();
      ctx.signal.throwIfAborted();
      throw new HalabError("NODE_UNREACHABLE", `SSH to ${node}: ${messageOf(error)}`, {
        cause: error,
        hint: `halab logs ${this.#folder.cluster} ${node}`,
      });
    }
  }

  /** A connection of one's own, for a terminal. */
  async shell(node: string, ctx: Ctx): Promise<SshConnection> {
    return (await this.#open(node, ctx)).ssh;
  }

  /** Runs a command line as root, with `input`; its exit code and what it said. */
  async run(node: string, command: string, input: Buffer | string, ctx: Ctx) {
    const kept = await this.#connection(node, ctx);
    const release = this.#use(kept);
    try {
      const channel = await kept.ssh.exec(`sudo -n ${command}`);
      const said: Buffer[] = [];
      let left = maxSaidBytes;
      const keep = (data: Buffer) => {
        if (left > 0) said.push(data.subarray(0, left));
        left -= data.length;
      };
      channel.on("data", keep);
      channel.stderr.on("data", keep);
      const code = new Promise<number>((resolve) => {
        let exit = -1;
        channel.on("exit", (status: number | null) => {
          exit = status ?? -1;
        });
        channel.on("close", () => resolve(exit));
      });
      const stop = () => channel.close();
      ctx.signal.addEventListener("abort", stop, { once: true });
      channel.end(input);
      const exitCode = await code;
      ctx.signal.removeEventListener("abort", stop);
      ctx.signal.throwIfAborted();
      return { exitCode, said: Buffer.concat(said).toString() };
    } finally {
      release();
    }
  }

  async agent(node: string, ctx: Ctx): Promise<AgentConnection> {
    const kept = await this.#connection(node, ctx);
    const release = this.#use(kept);
    try {
      const channel = await kept.ssh.exec("sudo -n /usr/bin/halab-agent");
      channel.stderr.resume();
      const agent = await AgentConnection.open(node, channel, bootId(), ctx);
      void agent.closed.then(release);
      return agent;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** An idle connection does not keep this process from its end. */
  #use(kept: Kept): () => void {
    kept.users += 1;
    kept.socket.ref();
    return () => {
      kept.users -= 1;
      if (kept.users === 0) kept.socket.unref();
    };
  }

  /** A machine without power does not say good-bye. */
  async cut(node: string): Promise<void> {
    const kept = this.#kept.get(node);
    this.#kept.delete(node);
    const open = await kept?.catch(() => undefined);
    open?.ssh.cut();
    open?.socket.destroy();
  }
}
