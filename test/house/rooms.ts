/** The rooms of cli/, and who may import whom: all of it is data, to be read and added to here. */

/** What a file of a room may import beside the room's own files: folders, or single files. */
export type Rooms = Readonly<Record<string, readonly string[]>>;

/** Core's rooms from the ground up: each may import those below it, none beside it. */
const floors = [
  ["base"],
  ["state", "cluster"],
  ["journal"],
  ["kinds"],
  ["lab"],
  ["judge"],
  ["diagnose"],
  ["run"],
] as const;

function core(...names: readonly string[]): string[] {
  return names.map((name) => `cli/core/${name}`);
}

const coreRooms: Rooms = Object.fromEntries(
  floors.flatMap((floor, at) =>
    floor.map((name) => [`cli/core/${name}`, core(...floors.slice(0, at).flat())]),
  ),
);

/** What most rooms above core see of the providers: by name, not which there are. */
const loader = "cli/providers/load.ts";

const higher: Rooms = {
  "cli/technologies/*": core("base", "cluster", "journal", "kinds", "judge"),
  "cli/providers": core("base", "state", "cluster"),
  "cli/ui": core("base"),
  "cli/render": core("base"),
  "cli/report": core("base", "cluster", "journal", "judge", "kinds", "diagnose"),
  "cli/learn": ["cli/core", "cli/render", "cli/report", "cli/ui", loader],
  "cli/authoring": ["cli/core", "cli/render"],
  "cli/grading": ["cli/core", "cli/render", "cli/report", "cli/learn", loader],
  "cli/web": ["cli/core", "cli/render", loader],
  "cli/commands": [
    "cli/core",
    "cli/technologies",
    "cli/providers",
    "cli/ui",
    "cli/render",
    "cli/report",
    "cli/learn",
    "cli/grading",
    "cli/authoring",
    "cli/web",
  ],
  "cli/main.ts": ["cli"],
};

/** Every room; `*` is the name of one folder, and each of them is a room of its own. */
export const rooms: Rooms = { ...coreRooms, ...higher };

/** One technology that uses another, and what for. */
export interface TechnologyTie {
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export const technologyTies: readonly TechnologyTie[] = [
  { from: "bind", to: "network", why: "it cuts NOTIFY" },
  { from: "pacemaker", to: "corosync", why: "its members and their quorum are Corosync's" },
  { from: "migration", to: "machine", why: "it powers a target off" },
  { from: "postgresql", to: "machine", why: "its primary loses its power behind a lagging link" },
  { from: "postgresql", to: "network", why: "it cuts replication" },
  { from: "health-checks", to: "keepalived", why: "one of the two whose health checks it times" },
  { from: "nlb", to: "shell", why: "its rules look at what /etc/rc.local does" },
  { from: "ipvs", to: "shell", why: "its rules look at what /etc/rc.local does" },
  { from: "ipvs", to: "keepalived", why: "its services stand in keepalived.conf" },
  { from: "migration", to: "shell", why: "its files are read by a shell" },
  { from: "guests", to: "pacemaker", why: "its guests are resources of Pacemaker's" },
  { from: "guests", to: "corosync", why: "a dead hypervisor is missed by Corosync" },
  { from: "guests", to: "fencing", why: "a guest waits until its hypervisor is off" },
  { from: "guests", to: "migration", why: "its guests are those of migration's hypervisors" },
  { from: "health-checks", to: "haproxy", why: "one of the two whose health checks it times" },
  { from: "samba", to: "network", why: "it cuts controllers apart while both are changed" },
  { from: "choices", to: "machine", why: "a rack of it loses its power" },
  { from: "choices", to: "network", why: "its primary dies behind a lagging link" },
  { from: "choices", to: "postgresql", why: "a standby of its orders is promoted" },
  { from: "choices", to: "redis", why: "its sessions fail over as Sentinel does" },
  { from: "choices", to: "transactions", why: "its orders are read back" },
  { from: "sbd", to: "corosync", why: "a silent node is missed by Corosync" },
  { from: "sbd", to: "pacemaker", why: "its messages are written by Pacemaker's fencing" },
  { from: "sbd", to: "shell", why: "its settings are read by a shell" },
  { from: "shop", to: "haproxy", why: "its balancers' health checks ask it, at a port" },
  { from: "shop", to: "redis", why: "its baskets are in stores that Sentinels watch" },
];

/** Files that import by a name which is made at run time: kinds, verbs, providers. */
export const loaders: readonly string[] = [
  "cli/main.ts",
  "cli/core/kinds/load.ts",
  "cli/core/diagnose/rules.ts",
  "cli/core/diagnose/explain.ts",
  "cli/core/diagnose/validate.ts",
  "cli/providers/load.ts",
];
