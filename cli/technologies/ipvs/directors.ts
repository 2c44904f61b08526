/** The directors of a lab: their addresses, and who else may speak of them. */
import { type Facts, type NodeFacts, runningNodes } from "../../core/kinds/rule.ts";
import type { Config } from "../keepalived/config/config.ts";
import { everyStatement } from "../keepalived/config/tree.ts";
import { addressesOf, bootOf } from "../shell/boot.ts";
import { type Director, directorsOf, type Service } from "./config/services.ts";
import { movedAddresses } from "./world.ts";

/** Nodes that run keepalived. */
export function directorNodes(facts: Facts): readonly NodeFacts[] {
  return runningNodes(facts, "keepalived");
}

/** Addresses that some director has: its own, those that VRRP moves, those of its rc.local. */
export function directorAddresses(facts: Facts): readonly string[] {
  const nodes = directorNodes(facts);
  return [
    ...nodes.flatMap(({ links }) => links.map(({ address }) => address)),
    ...nodes.flatMap((node) => addressesOf(bootOf(node, facts)) ?? []).map((one) => one.address),
    ...movedAddresses(facts),
  ];
}

/** Scripts that keepalived runs may do what no file here shows. */
export function runsScripts(config: Config): boolean {
  for (const { name } of everyStatement(config))
    if (name.startsWith("notify") || name.endsWith("startup_script") || name === "vrrp_script")
      return true;
  return false;
}

/** Pairs of directors that can be judged by their files alone. */
export function sureDirectors(facts: Facts): readonly Director[] {
  return directorsOf(facts).filter(({ unsure, services }) => !unsure && services.length > 0);
}

/** The director's boot does more than is understood: it may give packets its own address as well (full NAT). */
export function mayRewrite({ service }: { readonly service: Service }, facts: Facts): boolean {
  const { node } = service.config;
  return !bootOf(node, facts).certain || node.services.includes("nftables");
}
