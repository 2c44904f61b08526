/** A bare Debian in a folder, as a fresh machine of Vagrant's debian/bookworm64 is one: nothing of halab's is in it. */
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { openProxy } from "./proxy.ts";

const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** Its mounts and processes end with the first one, however that ends. */
const ownRoot = `mount -t proc proc "$1/proc" && exec chroot "$@"`;

interface Said {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  /** Both streams. */
  readonly all: string;
}

export interface BareDebian extends AsyncDisposable {
  readonly root: string;
  /** As root. */
  run(argv: readonly string[], deadlineMs: number): Promise<Said>;
}

/**
 * mmdebstrap's smallest root with what a box of Vagrant's has besides: its user and sudo. The engine's socket is handed
 * in, for those in the group docker; no daemon starts in there. Needs root.
 */
export async function openBareDebian(root: string, deadlineMs: number): Promise<BareDebian> {
  const args = ["--mode=root", "--variant=minbase", "--include=sudo", "bookworm", root];
  await execa("mmdebstrap", args, { timeout: deadlineMs, stdin: "ignore" });
  const within = ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ownRoot, "sh", root];
  const run = async (argv: readonly string[], limitMs: number): Promise<Said> => {
    const how = { env, extendEnv: false, timeout: limitMs, stdin: "ignore" } as const;
    const said = await execa("unshare", [...within, ...argv], { ...how, all: true, reject: false });
    if (said.timedOut)
      throw new Error(`${argv.join(" ")} was not done in ${limitMs} ms\n${said.all}`);
    return { exitCode: said.exitCode, stdout: said.stdout, all: said.all };
  };
  const env = { PATH: path, HOME: "/root", ...(await registryEnv(root)) };
  for (const file of ["/etc/hosts", "/etc/resolv.conf"]) copyFileSync(file, join(root, file));
  // invoke-rc.d(8): packages may start nothing.
  writeFileSync(join(root, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  writeFileSync(join(root, "etc/sudoers.d/vagrant"), "vagrant ALL=(ALL) NOPASSWD:ALL\n");
  // The group is there before its package is, so that the socket can be its.
  const users = "groupadd --system docker && useradd -m -s /bin/bash vagrant";
  const made = await run(["sh", "-c", users], deadlineMs);
  if (made.exitCode !== 0) throw new Error(made.all);
  const socket = join(root, "run/docker.sock");
  const proxy = await openProxy(socket);
  const groups = readFileSync(join(root, "etc/group"), "utf8");
  chownSync(socket, 0, Number(/^docker:[^:]*:(\d+):/m.exec(groups)?.[1]));
  chmodSync(socket, 0o660);
  return {
    root,
    run,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** How npm reaches its registry here: in there nobody has told it. */
async function registryEnv(root: string): Promise<Record<string, string>> {
  const registry = (await execa("npm", ["config", "get", "registry"])).stdout;
  const trusted = process.env["NODE_EXTRA_CA_CERTS"];
  if (!trusted || !existsSync(trusted)) return { npm_config_registry: registry };
  copyFileSync(trusted, join(root, "etc/registry.pem"));
  const file = "/etc/registry.pem";
  return { npm_config_registry: registry, npm_config_cafile: file, NODE_EXTRA_CA_CERTS: file };
}
