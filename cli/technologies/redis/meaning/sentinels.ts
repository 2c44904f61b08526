/** The Sentinel of each node, from its sentinel.conf. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  runningNodes,
  stepHas,
} from "../../../core/kinds/rule.ts";
import { lastOf, type Said, saidIn } from "./files.ts";
import { type Address, isOn, portOf } from "./stores.ts";

const sentinelPath = "/etc/redis/sentinel.conf";

/** A master that a Sentinel watches. */
export interface Monitor extends Address {
  readonly name: string;
  /** The node and port, whatever it is called; a host that is no node's as it stands there. */
  readonly place: string;
  readonly quorum: number;
  /** Its line. */
  readonly directive: Said;
  readonly downAfterMs: number;
  /** Undefined: nobody says, so the default counts. */
  readonly downAfter: Said | undefined;
}

export interface Sentinel {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly said: readonly Said[];
  readonly port: number;
  readonly monitors: readonly Monitor[];
}

/** SENTINEL_DEFAULT_DOWN_AFTER (sentinel.c, 7.0). */
const defaultDownAfterMs = 30_000;

export function sentinelsOf(facts: Facts): readonly Sentinel[] {
  return runningNodes(facts, "sentinel").flatMap((node): Sentinel[] => {
    const file = node.files.get(sentinelPath);
    if (!file) return [];
    const said = saidIn(facts, node, sentinelPath);
    return [{ node, file, said, port: portOf(said, 26_379), monitors: monitorsIn(facts, said) }];
  });
}

function monitorsIn(facts: Facts, said: readonly Said[]): readonly Monitor[] {
  return said.flatMap((directive): Monitor[] => {
    const [name, host, port, quorum] = directive.args.map(({ value }) => value);
    if (directive.name !== "sentinel monitor" || !name || !host) return [];
    const own = said.filter(({ args }) => args[0]?.value === name);
    const node = facts.nodes.find((one) => isOn(one, host));
    const downAfter = lastOf(own, "sentinel down-after-milliseconds");
    return [
      {
        name,
        host,
        port: Number(port),
        place: `${node?.name ?? host}:${port}`,
        quorum: Number(quorum),
        directive,
        downAfter,
        downAfterMs: Number(downAfter?.args[1]?.value ?? defaultDownAfterMs),
      },
    ];
  });
}

/** Sentinels that watch the same master under the same name find each other through it. */
export function watching(
  sentinels: readonly Sentinel[],
  { name, place }: Monitor,
): readonly Sentinel[] {
  return sentinels.filter(({ monitors }) =>
    monitors.some((one) => one.name === name && one.place === place),
  );
}

/** A step that waits for Sentinel's failover. */
export function isFailover(step: PlannedStep): boolean {
  return stepHas(step, { formulas: ["sentinel-failover"] });
}
