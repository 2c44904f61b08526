/** Addresses and the servers behind them. */
import { addressAgents, servers } from "../agents/table.ts";
import { type Config, servicesOf } from "./config.ts";
import { type Resource, typeOf } from "./resources.ts";

export interface Pairing {
  readonly address: Resource;
  readonly server: Resource;
}

export const addressesIn = (config: Config) =>
  servicesOf(config).filter((one) => addressAgents.has(typeOf(one)));

/** Copies of a server run everywhere, and an address finds one wherever it goes. */
export function serversIn(config: Config): readonly Resource[] {
  return servicesOf(config).filter((one) => servers.has(typeOf(one)) && !isCloned(config, one.id));
}

function isCloned({ parents, byId }: Config, id: string): boolean {
  return (parents.get(id) ?? []).some(
    (parent) => byId.get(parent)?.kind === "clone" || (parents.get(parent) ?? []).length > 0,
  );
}

export function areTogether({ together }: Config, { address, server }: Pairing): boolean {
  return together.get(address.id) === together.get(server.id);
}

/** Every address with every server; a configuration has few of both. */
export function pairingsIn(config: Config): readonly Pairing[] {
  const all = serversIn(config).slice(0, 50);
  return addressesIn(config)
    .slice(0, 50)
    .flatMap((address) => all.map((server) => ({ address, server })));
}
