/**
 * What a student's container does to its file system, as the engine sees it (ADR 23): one that fills the
 * disk, which is everybody's, is switched off; one in which halab's own programs were changed refuses.
 */
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { isStudents, type Plan } from "../cluster/plan.ts";
import type { Cluster, ClusterStatus } from "../cluster/provider.ts";

/** A lab's node writes some MiB; the engine has to walk through what is there to tell. */
export const mostBytes = 2 ** 30;
const everyMs = 3000;
/** An engine compares a container's files with its image's to tell which were changed: up to a third of a second's work. */
const changesEvery = 4;

export interface EngineWatch {
  readonly plan: Plan;
  readonly cluster: Pick<Cluster, "state" | "storage" | "powerOff" | "tampered">;
  /** What the nodes run on: a VM's disk has its size. */
  readonly status: Pick<ClusterStatus, "nodes">;
  /** What the student's node did. */
  readonly refused: (node: string, why: string) => void;
  /** What is not seen of a node. */
  readonly note: (text: string) => void;
  /** Nobody looks any more. */
  readonly failed: (error: unknown) => void;
}

/** Looks at the student's containers for as long as it is not disposed of. */
export function watchNodes(watch: EngineWatch, ctx: Ctx): AsyncDisposable {
  const stop = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) };
  const nodes = watch.plan.nodes
    .filter(isStudents)
    .map(({ name }) => name)
    .filter((name) =>
      watch.status.nodes.some((one) => one.name === name && one.machine === "container"),
    );
  const looking =
    nodes.length === 0 ? Promise.resolve() : look(watch, nodes, inner).catch(watch.failed);
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await looking;
    },
  };
}

async function look(watch: EngineWatch, nodes: readonly string[], ctx: Ctx): Promise<void> {
  const blind = new Blindness(watch.note);
  for (let turn = 0; !ctx.signal.aborted; turn += 1) {
    await ctx.clock.wait(everyMs, ctx.signal).catch(() => {});
    for (const [at, node] of nodes.entries()) {
      if (ctx.signal.aborted) return;
      // All of them at first; then by turns.
      const all = turn === 0 || (turn + at) % changesEvery === 0;
      const why = await refusalOf(watch, node, { blind, looks: all ? looks : quickLooks }, ctx);
      // Again after its next start: a program that was changed stays so.
      if (why !== undefined) watch.refused(node, why);
    }
  }
}

type Look = (watch: EngineWatch, node: string, ctx: Ctx) => Promise<string | undefined>;

/** Each by itself, the quicker first: a student may make one of them impossible. */
const looks: readonly { readonly of: string; readonly look: Look }[] = [
  { of: "how much it writes", look: fullDisk },
  { of: "whether halab's programs were changed", look: changedFile },
];
const quickLooks = looks.slice(0, 1);

async function refusalOf(
  watch: EngineWatch,
  node: string,
  how: { readonly blind: Blindness; readonly looks: typeof looks },
  ctx: Ctx,
): Promise<string | undefined> {
  const { blind } = how;
  for (const { of, look: lookAt } of how.looks) {
    const what = `${node}: ${of}`;
    try {
      if ((await watch.cluster.state(node, ctx)) !== "running") return undefined;
      const why = await lookAt(watch, node, ctx);
      blind.saw(what);
      if (why !== undefined) return why;
    } catch (error) {
      if (ctx.signal.aborted) return undefined;
      const why = blind.failed(what, error);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

async function fullDisk({ cluster }: EngineWatch, node: string, ctx: Ctx) {
  const { ownBytes } = await cluster.storage(node, ctx);
  if (ownBytes <= mostBytes) return undefined;
  await cluster.powerOff(node, ctx);
  const [mib, most] = [ownBytes, mostBytes].map((bytes) => Math.round(bytes / 2 ** 20));
  return `it wrote ${mib} MiB to its disk, more than ${most} MiB: switched off`;
}

async function changedFile({ cluster }: EngineWatch, node: string, ctx: Ctx) {
  const [changed] = (await cluster.tampered?.(node, ctx)) ?? [];
  return changed && `${changed} was changed in it, which is halab's own`;
}

/** What fails once is a busy engine; twice in a row it is told, once. */
class Blindness {
  readonly #note: (text: string) => void;
  readonly #failures = new Map<string, number>();

  constructor(note: (text: string) => void) {
    this.#note = note;
  }

  saw(what: string): void {
    if (this.#failures.get(what) === 1) this.#failures.delete(what);
  }

  /** Why the node refuses, if it is its own doing. A provider that cannot tell, or an engine that is gone, is none. */
  failed(what: string, error: unknown): string | undefined {
    if (!(error instanceof HalabError)) throw error;
    if (error.code === "NODE_REFUSED") return error.message;
    const times = (this.#failures.get(what) ?? 0) + 1;
    this.#failures.set(what, times);
    if (times === 2) this.#note(`the engine does not tell of ${what} (${error.message})`);
    return undefined;
  }
}
