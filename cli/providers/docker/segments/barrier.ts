/** Nothing that a node sends leaves its segments, whatever address it is sent to. */
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { tablePrefix } from "../../../core/cluster/table-names.ts";

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

/**
 * A bridge hands what is sent to its own link-layer address (or to one of its ports') up to the
 * machine that it is part of, which would route it: any node may give itself such a neighbour. What
 * comes up from a segment's bridge is dropped as it comes, ARP and IPv6 as well as IPv4; what the bridge
 * passes from port to port never comes by.
 */
function atTheDoor(table: string, bridges: readonly string[]): string {
  const chains = bridges.map(
    (bridge, index) => `  chain door${index} {
    type filter hook ingress device "${bridge}" priority -500; policy drop;
  }
`,
  );
  return anew("netdev", table, chains.join(""));
}

/** Where the kernel has no such door: what would be routed, or taken in, by where it comes from. */
function inTheHouse(table: string, bridges: readonly string[]): string {
  // From one segment to another the machine routes nothing either; within one, br_netfilter asks here.
  const routed = bridges.map((bridge) => `    iifname "${bridge}" oifname != "${bridge}" drop\n`);
  const chains = `  chain taken {
    type filter hook input priority -500; policy accept;
    iifname { ${quoted(bridges)} } drop
  }
  chain routed {
    type filter hook forward priority -500; policy accept;
${routed.join("")}  }
`;
  return anew("inet", table, chains);
}

/**
 * Where the host's firewall sees what bridges carry (br_netfilter: most Docker hosts), its connection
 * tracking sees the frames of all clusters as one network's. Two clusters that have the same addresses
 * then share connections: now and then it takes a SYN for another cluster's, and drops it
 * (`insert_failed` in /proc/net/stat/nf_conntrack). What our bridges carry goes nowhere else, so nobody
 * has to track it. Where the kernel cannot be told so, everything else still works.
 */
function untracked(table: string, bridges: readonly string[]): string {
  const chain = `  chain early {
    type filter hook prerouting priority raw; policy accept;
    iifname { ${quoted(bridges)} } counter notrack
  }
`;
  return anew("inet", table, chain);
}

/** In one transaction: never without it, and never twice. */
function anew(family: string, name: string, chains: string): string {
  const table = `table ${family} ${name}`;
  return `${table}\ndelete ${table}\n${table} {\n${chains}}\n`;
}

/** Throws CAPABILITY_MISSING where the engine's kernel can do neither: then no node may start. */
export async function raiseBarrier(
  agent: NodeAgent,
  cluster: string,
  bridges: readonly string[],
  ctx: Ctx,
): Promise<void> {
  if (bridges.length === 0) return;
  const barrier = `${tablePrefix(cluster)}barrier`;
  const load = (input: string) => agent.run(["nft", "-f", "-"], ctx, { input });
  const door = atTheDoor(barrier, bridges);
  const tracking = untracked(`${tablePrefix(cluster)}untracked`, bridges);
  // A commit may take the kernel a tenth of a second: one for both, where it can do both.
  if ((await load(door + tracking)).exitCode === 0) return;
  const first = await load(door);
  const second = first.exitCode === 0 ? first : await load(inTheHouse(barrier, bridges));
  if (second.exitCode !== 0)
    throw new HalabError(
      "CAPABILITY_MISSING",
      "the engine's kernel cannot keep a cluster's segments apart from its machine",
      {
        details: [first, second].map(({ stderr }) => stderr.trim().split("\n")[0] ?? ""),
        hint: "halab doctor   (nftables on the engine's machine: modprobe nf_tables)",
      },
    );
  await load(tracking);
}

/** Whether it stands already, for all of these bridges: at the door, or in the house. */
export async function hasBarrier(
  agent: NodeAgent,
  cluster: string,
  bridges: readonly string[],
  ctx: Ctx,
): Promise<boolean> {
  const table = `${tablePrefix(cluster)}barrier`;
  if (bridges.length === 0) return false;
  for (const family of ["netdev", "inet"]) {
    const { stdout } = await agent.run(["nft", "list", "table", family, table], ctx);
    if (bridges.every((bridge) => stdout.includes(`"${bridge}"`))) return true;
  }
  return false;
}
