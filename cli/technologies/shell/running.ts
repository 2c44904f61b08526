/** What a running node has come to, as effects of its boot: those of its file that hold, and what is there besides. */
import type { NodeRoute, NodeState } from "../../core/cluster/node-state.ts";
import type { NodeFacts } from "../../core/kinds/rule.ts";
import type { Effect, Effects } from "./effects.ts";

type Of<K extends Effect["kind"]> = Extract<Effect, { readonly kind: K }>;

const ours = { line: 0, maybe: false } as const;

function lastOf<K extends Effect["kind"]>(
  { all }: Effects,
  kind: K,
  fits: (effect: Of<K>) => boolean,
): Of<K> | undefined {
  return all.filter((effect): effect is Of<K> => effect.kind === kind).findLast(fits);
}

/** What a kernel has that nobody has told anything. */
const byDefault = "0";

function sysctlsOf(
  node: NodeFacts,
  written: Effects,
  found: ReadonlyMap<string, string>,
): Effect[] {
  // Others than those that were read are as the file says.
  const unread = written.all.filter((one) => one.kind === "sysctl" && !found.has(one.key));
  const read = [...found].flatMap(([key, value]): Effect[] => {
    const effect = lastOf(written, "sysctl", (one) => one.key === key && one.value === value);
    if (effect) return [{ ...effect, maybe: false }];
    const asked = lastOf(written, "sysctl", (one) => one.key === key);
    if (!asked && value === (node.sysctls[key] ?? byDefault)) return [];
    return [{ ...ours, kind: "sysctl", key, value, seen: `${key} = ${value}` }];
  });
  return [...unread, ...read];
}

function addressesOf(
  node: NodeFacts,
  written: Effects,
  found: NonNullable<NodeState["addresses"]>,
): Effect[] {
  const own = new Set(node.links.map(({ address }) => address));
  // keepalived gives and takes its own.
  const moves = node.services.includes("keepalived");
  return found.flatMap(({ device, address, prefix }): Effect[] => {
    if (own.has(address) || address.startsWith("127.")) return [];
    const effect = lastOf(
      written,
      "address",
      (one) => one.verb === "add" && one.address === address && one.device === device,
    );
    if (effect) return [{ ...effect, prefix, maybe: false }];
    if (moves) return [];
    const seen = `${address}/${prefix} on ${device}`;
    return [{ ...ours, kind: "address", verb: "add", address, prefix, device, seen }];
  });
}

function routesOf(written: Effects, found: readonly NodeRoute[]): Effect[] {
  return found
    .filter(({ via, type }) => via !== "" || type !== "unicast")
    .map(({ to, via, type }): Effect => {
      const effect = lastOf(
        written,
        "route",
        (one) => one.verb === "add" && one.to === to && one.via === via,
      );
      if (effect) return { ...effect, maybe: false };
      const seen = `${type === "unicast" ? "" : `${type} `}${to}${via === "" ? "" : ` via ${via}`}`;
      return { ...ours, kind: "route", verb: "add", type, to, via, seen };
    });
}

/** Undefined: the node was not asked, or did not say all of it. */
export function asItRuns(node: NodeFacts, written: Effects): Effects | undefined {
  const { addresses, routes, sysctls } = node.state ?? {};
  if (!addresses || !routes || !sysctls) return undefined;
  // Local routes are not in the main table, so they are as the file says; so are links and multicast addresses.
  const rest = written.all.filter(
    (one) =>
      one.kind === "link" ||
      one.kind === "multicast" ||
      (one.kind === "route" && one.type === "local"),
  );
  const all = [
    ...sysctlsOf(node, written, sysctls),
    ...addressesOf(node, written, addresses),
    ...routesOf(written, routes),
    ...rest,
  ];
  return { all, unknown: [] };
}
