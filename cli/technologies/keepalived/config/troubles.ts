/** What a lab breaks, that keepalived has to notice by itself. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { type Facts, type NodeFacts, stepHas } from "../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { allAddresses } from "./pairs.ts";
import { deviceOf, linkOf } from "./segments.ts";
import type { Tracked } from "./trackers.ts";

/** Faults that end a service and leave the daemon running. */
const endings: readonly unknown[] = ["kill", "stop", "freeze"];

/** A step in which the address has to move, though keepalived and its cables are well. */
export interface Trouble {
  readonly step: PlannedStep;
  /** A service dies; else a cable of this segment is pulled. */
  readonly service: string | undefined;
  readonly segment: string | undefined;
  /** The addresses that have to move. */
  readonly addresses: readonly string[];
}

function addressesOf({ plan }: Facts, step: PlannedStep): readonly string[] {
  const asked = step.expect.filter(({ within }) =>
    JSON.stringify(within ?? "").includes("vrrp-track"),
  );
  const probes = asked.map(({ probe }) => probe);
  return plan.probes.flatMap(({ name, address }) =>
    address !== undefined && probes.includes(name) ? [address] : [],
  );
}

function troubleOf(facts: Facts, step: PlannedStep): Trouble[] {
  const fault = step.fault;
  if (!fault || !stepHas(step, { formulas: ["vrrp-track"] })) return [];
  const { service, segment } = fault;
  const addresses = addressesOf(facts, step);
  const dies = endings.includes(fault["fault"]) && typeof service === "string";
  if (dies && service !== "keepalived") return [{ step, service, segment: undefined, addresses }];
  if (fault["fault"] !== "link-down" || typeof segment !== "string") return [];
  return [{ step, service: undefined, segment, addresses }];
}

export function troublesOf(facts: Facts): readonly Trouble[] {
  return facts.plan.steps.flatMap((step) => troubleOf(facts, step));
}

/** The nodes that a trouble may befall: the one that it names, or whoever owns the address. */
function befalls({ step, service }: Trouble, node: NodeFacts): boolean {
  const named = String(step.fault?.["node"] ?? "");
  if (service !== undefined && !node.services.includes(service)) return false;
  return named === node.name || named.includes("owner-of ");
}

/** All that makes an instance let go: its own trackers, and those of its group. */
function groupOf(facts: Facts, instance: Instance): readonly Instance[] {
  const { group, config } = instance;
  if (!group) return [instance];
  return instancesOf(facts).filter(
    (one) => one.config === config && one.group?.name === group.name,
  );
}

export function trackersOf(facts: Facts, instance: Instance): readonly Tracked[] {
  const group = groupOf(facts, instance);
  return [...group.flatMap(({ tracked }) => tracked), ...(instance.group?.tracked ?? [])];
}

/** The segments whose cable an instance notices: its own, its addresses', those that it tracks. */
export function noticedSegments(facts: Facts, instance: Instance): ReadonlySet<string> {
  const { node } = instance.config;
  const devices = groupOf(facts, instance).flatMap(({ interface: own, addresses, excluded }) => [
    own?.value,
    ...[...addresses, ...excluded].map(({ device }) => device?.value),
  ]);
  const tracked = trackersOf(facts, instance).filter(({ list }) => list === "track_interface");
  const all = [...devices, ...tracked.map(({ name }) => name)];
  return new Set(all.flatMap((device) => linkOf(node, device)?.segment ?? []));
}

/** The device of a node on a segment. */
export function deviceOn(node: NodeFacts, segment: string): string {
  const link = node.links.find((each) => each.segment === segment);
  return link ? deviceOf(node, link) : "";
}

/** The instances of a trouble's nodes that have an address which has to move. */
export function concerned(facts: Facts, trouble: Trouble): readonly Instance[] {
  return instancesOf(facts).filter(
    (one) =>
      befalls(trouble, one.config.node) &&
      allAddresses(one).some((address) => trouble.addresses.includes(address)),
  );
}
