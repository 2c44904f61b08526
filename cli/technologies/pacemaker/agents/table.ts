/** What the resource agents of Debian 12 take, and how long they ask for (their own meta-data). */
import { heartbeat } from "./heartbeat.ts";
import { own } from "./own.ts";

export interface Agent {
  /** By name: whether it is required. */
  readonly parameters: ReadonlyMap<string, boolean>;
  /** By operation: seconds. */
  readonly advised: ReadonlyMap<string, number>;
}

function agentOf(line: string): readonly [string, Agent] {
  const [name = "", parameters = "", advised = ""] = line.split("|");
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  return [
    name,
    {
      parameters: new Map(
        words(parameters).map((word) => [word.replace(/!$/, ""), word.endsWith("!")]),
      ),
      advised: new Map(
        words(advised).map((word) => {
          const [operation = "", seconds = ""] = word.split("=");
          return [operation, Number(seconds)];
        }),
      ),
    },
  ];
}

const tableOf = (text: string) => new Map(text.trim().split("\n").map(agentOf));

/** By provider, then by name. */
export const agents: ReadonlyMap<string, ReadonlyMap<string, Agent>> = new Map([
  ["heartbeat", tableOf(heartbeat)],
  ["pacemaker", tableOf(own)],
]);

/** They answer clients, at addresses; a resource of one of them belongs to an address. */
export const servers: ReadonlySet<string> = new Set(
  "apache asterisk dhcpd dovecot kamailio mariadb mysql named nfsserver nginx pgsql postfix pound proftpd Pure-FTPd redis rsyncd slapd Squid tomcat varnish vsftpd".split(
    " ",
  ),
);

/** They carry an address from node to node. */
export const addressAgents: ReadonlySet<string> = new Set(["IPaddr", "IPaddr2"]);

/** What they mount or open must never be open twice. */
export const sharedAgents: ReadonlySet<string> = new Set([
  "Filesystem",
  "LVM",
  "LVM-activate",
  "Raid1",
  "mdraid",
  "ZFS",
]);
