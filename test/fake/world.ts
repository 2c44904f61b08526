/** Nodes without machines, and a little VRRP between them: enough to be broken and measured. */

import type { Clock } from "../../cli/core/base/time.ts";
import type { PlannedNode } from "../../cli/core/cluster/plan.ts";
import type { PowerState } from "../../cli/core/cluster/provider.ts";
import { skewS } from "../../cli/technologies/keepalived/master-down.ts";

export interface FakeNode {
  /** With the files as it has them now. */
  planned: PlannedNode;
  state: PowerState;
  /** Pids of what runs; a service that hangs keeps them. */
  readonly services: Map<string, { pid: number; hangs: boolean }>;
  owns: boolean;
  /** When it took the address: its adverts come every A from then on. */
  ownsSinceNs: number;
  /** Called off and set anew by whatever happens. */
  takeover: AbortController | undefined;
}

export class World {
  readonly clock: Clock;
  readonly nodes: ReadonlyMap<string, FakeNode>;
  /** What is cut, as `from>to`, for `all` or for `vrrp` only. */
  readonly cuts = new Map<string, "all" | "vrrp">();
  /** By service, what its daemon says of its configuration and runs all the same. */
  readonly warnings = new Map<string, string>();
  /** Told of every change of the owners; of a node's power too. */
  readonly watchers = new Set<(node: string) => void>();
  #pid = 100;

  constructor(planned: readonly PlannedNode[], clock: Clock) {
    this.clock = clock;
    this.nodes = new Map(
      planned.map((one) => [
        one.name,
        {
          planned: one,
          state: "off",
          services: new Map(),
          owns: false,
          ownsSinceNs: 0,
          takeover: undefined,
        },
      ]),
    );
  }

  powerOn(node: FakeNode): void {
    node.state = "running";
    for (const service of node.planned.services) this.start(node, service);
  }

  powerOff(node: FakeNode): void {
    node.state = "off";
    node.services.clear();
    this.#own(node, false);
    this.changed();
  }

  start(node: FakeNode, service: string): void {
    if (node.services.has(service)) return;
    node.services.set(service, { pid: this.#pid++, hangs: false });
    // A daemon that starts takes away what its forerunner left.
    if (service === "keepalived") this.#own(node, false);
    this.changed();
  }

  /** `politely`: it says goodbye, so the others wait for their skew only. */
  end(node: FakeNode, service: string, politely: boolean): void {
    if (!node.services.delete(service)) return;
    const goodbye = politely && service === "keepalived" && node.owns;
    if (goodbye) this.#own(node, false);
    this.changed(goodbye ? node : undefined);
  }

  /** Everybody looks around: who has to take over, and who has to step back. */
  changed(goodbyeOf?: FakeNode): void {
    for (const node of this.nodes.values()) {
      if (!alive(node)) {
        node.takeover?.abort();
        node.takeover = undefined;
        continue;
      }
      const masters = [...this.nodes.values()].filter(
        (other) => other !== node && other.owns && alive(other) && this.#hears(node, other),
      );
      const better = masters.find((other) => timers(other).priority > timers(node).priority);
      if (node.owns && better) this.#later(node, this.#nextAdvertS(better), false);
      else if (node.owns || better) {
        node.takeover?.abort();
        node.takeover = undefined;
      } else if (goodbyeOf || !node.takeover)
        this.#later(node, this.#patienceS(node, goodbyeOf), true);
    }
  }

  /** From the last advert that was heard, three of them missing and the skew (RFC 9568 6.1). */
  #patienceS(node: FakeNode, goodbyeOf: FakeNode | undefined): number {
    const { advertS, priority, version } = timers(node);
    const skew = skewS(version, priority, advertS);
    if (goodbyeOf) return skew;
    const now = this.clock.nowNs();
    const since = Math.max(...[...this.nodes.values()].map((one) => one.ownsSinceNs));
    const sinceAdvertS = since === 0 ? 0 : ((now - since) / 1e9) % advertS;
    return 3 * advertS + skew - sinceAdvertS;
  }

  /** A master says so when it becomes one, and then every A (RFC 9568 6.4.2). */
  #nextAdvertS(master: FakeNode): number {
    const { advertS } = timers(master);
    const sinceAdvertS = ((this.clock.nowNs() - master.ownsSinceNs) / 1e9) % advertS;
    return sinceAdvertS === 0 ? 0 : advertS - sinceAdvertS;
  }

  #later(node: FakeNode, afterS: number, owns: boolean): void {
    node.takeover?.abort();
    const stop = new AbortController();
    node.takeover = stop;
    const act = () => {
      node.takeover = undefined;
      this.#own(node, owns);
      this.changed();
    };
    this.clock.wait(afterS * 1000, stop.signal).then(act, () => {});
  }

  #own(node: FakeNode, owns: boolean): void {
    if (node.owns === owns) return;
    node.owns = owns;
    if (owns) node.ownsSinceNs = this.clock.nowNs();
    for (const tell of this.watchers) tell(node.planned.name);
  }

  #hears(node: FakeNode, other: FakeNode): boolean {
    return !this.cuts.has(`${other.planned.name}>${node.planned.name}`);
  }

  owners(): FakeNode[] {
    return [...this.nodes.values()].filter((node) => node.owns);
  }

  /** Who answers `from`: the node that took the address last, if it serves. */
  answering(from: string): string | undefined {
    const last = this.owners().sort((a, b) => b.ownsSinceNs - a.ownsSinceNs)[0];
    if (last?.state !== "running" || this.cuts.get(`${from}>${last.planned.name}`) === "all")
      return undefined;
    const servers = last.planned.services.filter((service) => service !== "keepalived");
    if (last.planned.files.some(({ content }) => content.includes("answers nobody")))
      return undefined;
    const serves = servers.every((service) => last.services.get(service)?.hangs === false);
    return serves ? last.planned.name : undefined;
  }
}

function alive(node: FakeNode): boolean {
  return node.state === "running" && node.services.get("keepalived")?.hangs === false;
}

/** What the node's keepalived.conf says. */
export function timers(node: FakeNode): {
  advertS: number;
  priority: number;
  version: 2 | 3;
  addresses: readonly string[];
} {
  const text =
    node.planned.files.find((file) => file.path.endsWith("/keepalived.conf"))?.content ?? "";
  const value = (key: string) => new RegExp(`^\\s*${key} ([\\d.]+)`, "m").exec(text)?.[1];
  return {
    advertS: Number(value("advert_int") ?? 1),
    priority: Number(value("priority") ?? 100),
    version: value("vrrp_version") === "3" ? 3 : 2,
    addresses: [...text.matchAll(/^\s*([\d.]+\/\d+)/gm)].map(([, address = ""]) => address),
  };
}
