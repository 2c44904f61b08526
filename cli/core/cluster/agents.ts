import type { Ctx } from "../base/time.ts";
import type { Cluster, NodeAgent } from "./provider.ts";

/** The agents of a cluster's nodes: each opened once, when it is first needed. */
export class Agents implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #open = new Map<string, Promise<NodeAgent>>();
  readonly #onClosed: (node: string, atNs: number) => void;
  #disposed = false;

  constructor(cluster: Cluster, onClosed: (node: string, atNs: number) => void = () => {}) {
    this.#cluster = cluster;
    this.#onClosed = onClosed;
  }

  get(node: string, ctx: Ctx): Promise<NodeAgent> {
    const known = this.#open.get(node);
    if (known !== undefined) return known;
    const opening = this.#cluster.openAgent(node, ctx);
    this.#open.set(node, opening);
    opening.then(
      (agent) => {
        void agent.closed.then((atNs) => {
          if (this.#open.get(node) === opening) this.#open.delete(node);
          if (!this.#disposed) this.#onClosed(node, atNs);
        });
      },
      () => this.#open.delete(node),
    );
    return opening;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const open = await Promise.allSettled(this.#open.values());
    await Promise.allSettled(
      open.map((one) =>
        one.status === "fulfilled" ? one.value[Symbol.asyncDispose]() : undefined,
      ),
    );
  }
}
