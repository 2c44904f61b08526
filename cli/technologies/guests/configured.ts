/** Guests of hypervisors as their clusters' files have them. */
import type { Facts, Found } from "../../core/kinds/rule.ts";
import { type Hypervisor, hypervisorsOf } from "../migration/settings.ts";
import { type Config, readable } from "../pacemaker/meaning/config.ts";
import type { Resource } from "../pacemaker/meaning/resources.ts";
import { guestAgent } from "./cluster.ts";

export interface ConfiguredGuest {
  readonly config: Config;
  readonly guest: Resource;
}

/** Resources of the guests' agent, with the file that has them. */
export function guestsIn(facts: Facts): readonly ConfiguredGuest[] {
  return readable(facts).flatMap((config) =>
    config.resources
      .filter(({ kind, agent }) => kind === "primitive" && agent?.value === guestAgent)
      .map((guest) => ({ config, guest })),
  );
}

/** Hypervisors whose guest a cluster manager starts, as far as their files can be read without a shell. */
export function managedIn(facts: Facts): readonly Hypervisor[] {
  return hypervisorsOf(facts).filter(
    ({ node, certain }) => certain && node.services.includes("pacemaker"),
  );
}

/** What stands alike on several hypervisors is one mistake, with a place on each. */
export function merged(found: readonly Found[]): readonly Found[] {
  const alike = Map.groupBy(found, ({ args }) => JSON.stringify(args));
  return [...alike.values()].flatMap((all) =>
    all.slice(0, 1).map(({ args }) => ({ args, where: all.flatMap(({ where }) => where) })),
  );
}
