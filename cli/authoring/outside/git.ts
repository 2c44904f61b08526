/** The little of git that copying takes. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";

const longestMs = 300_000;

/** A repository can ask for programs by hooks, submodules and odd transports: all of these are off; a link is a plain file. */
const careful = [
  ...["-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=false", "-c", "core.fsmonitor=false"],
  ...["-c", "protocol.ext.allow=never", "-c", "submodule.recurse=false", "-c", "gc.auto=0"],
  ...["-c", "advice.detachedHead=false"],
];
const quietly = { GIT_TERMINAL_PROMPT: "0", GIT_ALLOW_PROTOCOL: "file:git:http:https:ssh" };

async function run(args: readonly string[], cwd: string, { signal }: Ctx): Promise<string> {
  const result = await execa("git", [...careful, ...args], {
    cwd,
    env: quietly,
    stdin: "ignore",
    cancelSignal: signal,
    timeout: longestMs,
    reject: false,
  });
  signal.throwIfAborted();
  if (result.code === "ENOENT")
    throw new HalabError("CAPABILITY_MISSING", "git is not installed", {
      hint: "sudo apt-get install git",
    });
  if (result.exitCode === 0) return result.stdout;
  const said = result.timedOut ? `no answer within ${longestMs / 1000} s` : result.stderr;
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const why = lines.find((line) => line.startsWith("fatal: ")) ?? lines.at(-1) ?? "without a word";
  throw new HalabError("NOT_FOUND", `git ${args[0]} failed: ${why.replace(/^fatal: /, "")}`, {
    details: lines.filter((line) => line !== why),
    hint: "is the address right, and its branch, tag or commit?",
  });
}

export const git = {
  /** Files of one commit, without what git knows of them. Gives the commit's id. Throws NOT_FOUND with what git said. */
  copy: async (
    { url, ref, dir }: { readonly url: string; readonly ref: string; readonly dir: string },
    ctx: Ctx,
  ): Promise<string> => {
    await run(["init", "--quiet", "--template="], dir, ctx);
    await run(
      ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", url, ref],
      dir,
      ctx,
    );
    await run(["checkout", "--quiet", "--detach", "FETCH_HEAD"], dir, ctx);
    const commit = await run(["rev-parse", "HEAD"], dir, ctx);
    rmSync(join(dir, ".git"), { recursive: true, force: true });
    return commit.trim();
  },
};
