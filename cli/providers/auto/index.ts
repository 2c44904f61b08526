import type { Ctx } from "../../core/base/time.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import { engineProvider } from "../docker/engine.ts";
import { Folder, folders } from "../vagrant/folder.ts";

const engine = engineProvider("auto");

const onVagrant = (cluster: string) => new Folder(cluster).exists();

/** The provider that has a cluster, read from what is there. */
async function providerOf(cluster: string): Promise<Provider> {
  return onVagrant(cluster) ? (await import("../vagrant/index.ts")).provider : engine;
}

/** What the engine has; with clusters on Vagrant, theirs too, and an engine that is not there is no error. */
async function both<T>(
  ctx: Ctx,
  ask: (provider: Provider) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (folders().length === 0) return ask(engine);
  const { provider: vagrant } = await import("../vagrant/index.ts");
  const others = await ask(vagrant);
  try {
    return [...(await ask(engine)), ...others];
  } catch (error) {
    ctx.signal.throwIfAborted();
    const gone = error instanceof Error && "code" in error && error.code === "ENGINE_UNAVAILABLE";
    if (gone) return others;
    throw error;
  }
}

/**
 * Containers, and VMs for the roles that need what the engine's kernel has not. A cluster that is there is found
 * wherever it runs, on Vagrant too.
 */
export const provider: Provider = {
  name: "auto",
  facts: engine.facts,
  up: async (plan, options, ctx) => (await providerOf(options.name)).up(plan, options, ctx),
  find: async (name, ctx) => (await providerOf(name)).find(name, ctx),
  list: (ctx) => both(ctx, (one) => one.list(ctx)),
  down: async (name, ctx) => (await providerOf(name)).down(name, ctx),
  ...(engine.openSpare ? { openSpare: engine.openSpare } : {}),
  gc: (options, ctx) => both(ctx, (one) => one.gc(options, ctx)),
  interact: async (cluster, node, argv, ctx) =>
    (await providerOf(cluster)).interact(cluster, node, argv, ctx),
};
