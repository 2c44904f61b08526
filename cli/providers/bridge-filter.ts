import type { Filter, NodeAgent } from "../core/cluster/provider.ts";

/** On a Linux bridge: every frame between two of its ports passes one chain. */
export function bridgeFilter(
  agent: NodeAgent,
  pairs: readonly (readonly [string, string])[],
): Filter {
  return {
    agent,
    family: "bridge",
    hook: "type filter hook forward priority -200; policy accept;",
    type: "ifname . ifname",
    key: "iifname . oifname",
    elements: pairs.map(([from, to]) => `"${from}" . "${to}"`),
  };
}

/** What pulls a port's plug on a Linux bridge, and puts it in again. */
export function bridgePlug(port: string, state: "up" | "down"): readonly string[] {
  return ["ip", "link", "set", port, state];
}
