/** The health checks that HAProxy makes, from the configuration that it runs with. */
import type { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { checks } from "../checks.ts";
import { parseConfig } from "../config.ts";
import { services, servicesOf, slowestOf } from "../services.ts";

/** The slowest check of all; an older journal has nothing else. */
const schema = checks.extend({ services: services.optional() });
export type BalancerInForce = Readonly<z.infer<typeof schema>>;

/** HAProxy's configuration -> who answers for what, and the checks of each server; null: no server. */
export function parseHaproxy(text: string): BalancerInForce | null {
  const found = servicesOf(parseConfig(text));
  const slowest = slowestOf(found.backends.flatMap(({ servers }) => servers));
  return slowest ? { ...slowest, services: found } : null;
}

/** A row for each backend; servers that are checked alike stand together. */
function rows({ services: found, ...slowest }: BalancerInForce) {
  if (!found) return [{ of: "health checks", values: slowest }];
  return found.backends.flatMap(({ name: backend, servers }) => {
    const alike = new Map<string, { readonly names: string[]; readonly values: object }>();
    for (const { name, address: _, untimed, ...one } of servers) {
      const unread = untimed.map(({ directive, at }) => `${directive} (${at})`);
      const values = { ...one, ...(unread.length > 0 ? { notTimed: unread } : {}) };
      const known = alike.get(JSON.stringify(values));
      if (known) known.names.push(name);
      else alike.set(JSON.stringify(values), { names: [name], values });
    }
    return [...alike.values()].map(({ names, values }) => ({
      of: `checks of ${backend}: ${names.join(", ")}`,
      values,
    }));
  });
}

export const kind: ReaderKind<BalancerInForce> = {
  kind: "haproxy",
  about:
    "Which frontend, backend and servers answer for an address, and the health check of each server. From the files that HAProxy was started with.",
  schema,
  parse: (text) => parseHaproxy(text) ?? undefined,
  rows,
  leads: () => true,
};
