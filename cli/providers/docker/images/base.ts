import { existsSync } from "node:fs";
import { execa } from "execa";
import { HalabError, messageOf } from "../../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../../core/base/time.ts";
import { type Engine, engineError, hasImage } from "../client.ts";
import { ensureBootstrapTool } from "../install/install.ts";
import { followBuild } from "../progress.ts";

/** What the node images start from; HALAB_BASE_IMAGE names a mirror's copy. */
const published = () => process.env["HALAB_BASE_IMAGE"] ?? "debian:bookworm-slim";
const bootstrapped = "halab/base:bookworm";
const task = "base image";

/** A registry that has not said anything by then is taken for unreachable. */
const registryDeadlineMs = 15_000;

/**
 * Debian 12 without anything more: pulled where a registry can be reached, else bootstrapped from
 * Debian's mirror. HALAB_BASE=pull or HALAB_BASE=bootstrap decides without trying.
 */
export async function ensureBase(engine: Engine, ctx: Ctx): Promise<string> {
  const way = process.env["HALAB_BASE"] ?? "auto";
  if (way !== "bootstrap" && (await hasImage(engine, published()))) return published();
  if (way !== "pull" && (await hasImage(engine, bootstrapped))) return bootstrapped;
  if (way === "bootstrap") return bootstrap(engine, ctx);
  ctx.progress({ task, state: "start", text: `pulling ${published()}` });
  try {
    await pull(engine, ctx);
    ctx.progress({ task, state: "done", text: published() });
    return published();
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (way === "pull") {
      ctx.progress({ task, state: "fail", text: `${published()} was not pulled` });
      throw engineError(error, `pulling ${published()}`);
    }
    ctx.progress({ task, state: "done", text: "no registry can be reached" });
  }
  return bootstrap(engine, ctx);
}

async function pull(engine: Engine, ctx: Ctx): Promise<void> {
  const stream = await withDeadline("the registry", registryDeadlineMs, ctx, (inner) =>
    engine.docker.pull(published(), { abortSignal: inner.signal }),
  );
  await followBuild(stream, task, ctx);
}

/** mmdebstrap's minimal Debian, with what dpkg would throw away left out from the start. */
const mmdebstrapArgs: readonly string[] = [
  "--variant=minbase",
  "--mode=auto",
  ...["doc", "man", "locale", "info"].map((dir) => `--dpkgopt=path-exclude=/usr/share/${dir}/*`),
  "--aptopt=Apt::Install-Recommends false",
  "--customize-hook=rm -rf $1/var/lib/apt/lists/* $1/var/cache/apt/*",
];

async function bootstrap(engine: Engine, ctx: Ctx): Promise<string> {
  await ensureBootstrapTool(ctx);
  ctx.progress({ task, state: "start", text: "bootstrapping Debian 12 from its mirror" });
  const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
  const args = [
    ...mmdebstrapArgs,
    ...(existsSync(keyring) ? [`--keyring=${keyring}`] : []),
    "bookworm",
    "-",
  ];
  const child = execa("mmdebstrap", args, {
    cancelSignal: ctx.signal,
    stdout: "pipe",
    buffer: { stdout: false, stderr: true },
    encoding: "buffer",
    // An unattended host has no terminal to ask on.
    stdin: "ignore",
  });
  child.stderr.on("data", (data: Buffer) => {
    const line = data.toString().trim().split("\n").at(-1) ?? "";
    if (line.startsWith("I: ")) ctx.progress({ task, state: "note", text: line.slice(3) });
  });
  try {
    const imported = engine.docker.importImage(child.stdout, {
      repo: "halab/base",
      tag: "bookworm",
      fromSrc: "-",
    });
    // The tool's own failure says more than the engine's about a cut-off archive.
    imported.catch(() => {});
    await child;
    await followBuild(await imported, task, ctx);
  } catch (error) {
    ctx.progress({ task, state: "fail", text: "Debian was not bootstrapped" });
    ctx.signal.throwIfAborted();
    const details =
      "stderr" in Object(error)
        ? lastLines(Buffer.from((error as { stderr: Uint8Array }).stderr).toString())
        : [];
    throw new HalabError(
      "ENGINE_FAILED",
      `bootstrapping Debian 12 with mmdebstrap: ${messageOf(error).split("\n")[0]}`,
      {
        cause: error,
        details,
        hint: "halab image build   (or name an image that can be pulled: HALAB_BASE_IMAGE=...)",
      },
    );
  }
  ctx.progress({ task, state: "done", text: `${bootstrapped} (bootstrapped)` });
  return bootstrapped;
}

function lastLines(text: string): string[] {
  return text.trim().split("\n").slice(-10);
}
