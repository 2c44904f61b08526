/** The orders that operators have, against the members of the lab. */
import { type FactFile, type Facts, type NodeFacts, runningNodes } from "../../core/kinds/rule.ts";
import { service } from "./members.ts";
import { type OrderLine, orderPath, parseOrder } from "./order.ts";

export interface Order {
  readonly file: FactFile;
  readonly lines: readonly OrderLine[];
}

export function ordersOf(facts: Facts): readonly Order[] {
  return facts.nodes.flatMap(({ files }): Order[] => {
    const file = files.get(orderPath);
    return file ? [{ file, lines: facts.parsed(parseOrder, file) }] : [];
  });
}

export function membersOf(facts: Facts): readonly NodeFacts[] {
  return runningNodes(facts, service);
}

/** Whose redis.conf follows nobody; undefined: none, or several. */
export function masterOf(facts: Facts): string | undefined {
  const free = membersOf(facts).filter(({ files }) => {
    const conf = files.get("/etc/redis/redis.conf")?.text;
    return conf !== undefined && !/^\s*(replicaof|slaveof)\s/m.test(conf);
  });
  return free.length === 1 ? free[0]?.name : undefined;
}
