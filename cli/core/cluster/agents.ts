import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { metered, type WaitAccount } from "./metered.ts";
import type { Cluster, NodeAgent } from "./provider.ts";

/** `failure`: what the node's side did; undefined when it was we who left. */
type OnClosed = (node: string, atNs: number, failure: HalabError | undefined) => void;

/** The agents of a cluster's nodes: each opened once, when it is first needed. */
export class Agents implements AsyncDisposable {
  readonly #cluster: Pick<Cluster, "openAgent">;
  readonly #open = new Map<string, Promise<NodeAgent>>();
  /** Nodes that will not be examined: asking again would take as long again. */
  readonly #barred = new Map<string, HalabError>();
  readonly #onClosed: OnClosed;
  readonly #accountOf: (node: string) => WaitAccount | undefined;
  #disposed = false;

  /** `accountOf`: undefined for a node whose commands may take as long as they do. */
  constructor(
    cluster: Pick<Cluster, "openAgent">,
    onClosed: OnClosed = () => {},
    accountOf: (node: string) => WaitAccount | undefined = () => undefined,
  ) {
    this.#cluster = cluster;
    this.#onClosed = onClosed;
    this.#accountOf = accountOf;
  }

  /** From now on `get` throws this. */
  bar(node: string, why: HalabError): void {
    this.#barred.set(node, why);
  }

  admit(node: string): void {
    this.#barred.delete(node);
  }

  /** Rejects with CANCELLED once it is disposed of: nobody would close what is opened then. */
  get(node: string, ctx: Ctx): Promise<NodeAgent> {
    if (this.#disposed)
      return Promise.reject(new HalabError("CANCELLED", `nobody asks ${node} any more`));
    const barred = this.#barred.get(node);
    if (barred) return Promise.reject(barred);
    const known = this.#open.get(node);
    if (known !== undefined) return known;
    const opening = this.#openAgent(node, ctx);
    this.#open.set(node, opening);
    opening.then(
      (agent) => {
        void agent.closed.then((atNs) => {
          if (this.#open.get(node) === opening) this.#open.delete(node);
          if (!this.#disposed) this.#onClosed(node, atNs, agent.failure);
        });
      },
      () => this.#open.delete(node),
    );
    return opening;
  }

  async #openAgent(node: string, ctx: Ctx): Promise<NodeAgent> {
    const agent = await this.#cluster.openAgent(node, ctx);
    const account = this.#accountOf(node);
    return account ? metered(agent, account) : agent;
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
