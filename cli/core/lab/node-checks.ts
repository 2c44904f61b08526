/** What a role asks of a node: services, capabilities and features that there are, routes that lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contains, parseAddress, parseSubnet, type Subnet } from "../base/address.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Path } from "./problems.ts";
import type { LabFile } from "./schema.ts";
import { isUnfilled } from "./schema-problems.ts";

interface Wishes {
  readonly file: Pick<LabFile, "roles" | "nodes">;
  readonly problems: { add(path: Path, text: string): void };
}

/** capabilities(7), as of Linux 6.1. */
const capabilities = [
  ...["AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE"],
  ...["CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER"],
  ...["KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN"],
  ...["NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP"],
  ...["SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE"],
  ...["SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG"],
  "WAKE_ALARM",
];

/**
 * The services that the images have, each with the images that it is not on: a technology's daemons are no client's
 * (templates/TECHNOLOGY/node/services/NAME; below layer/ in images of their own), and those below vm/ a hypervisor's only.
 */
function servicesIn(templatesDir: string): ReadonlyMap<string, readonly string[]> {
  const named = (lacking: readonly string[], ...path: readonly string[]) => {
    const dir = join(templatesDir, ...path, "services");
    const names = existsSync(dir) ? readdirSync(dir) : [];
    return names.map((name) => [name, lacking] as const);
  };
  const technologies = existsSync(templatesDir) ? readdirSync(templatesDir) : [];
  return new Map([
    ...technologies.flatMap((technology) => [
      ...named(["client"], technology, "node"),
      ...named(["client"], technology, "layer"),
      ...named(["client", "node"], technology, "vm"),
    ]),
    ...named([], "node"),
  ]);
}

/** What `halab doctor` tries of a kernel: `try NAME COMMAND` in the node's own script. */
export function featuresIn(templatesDir: string): readonly string[] {
  const path = join(templatesDir, "node/features");
  if (!existsSync(path)) return [];
  return [...readFileSync(path, "utf8").matchAll(/^try (\S+)/gm)].map(([, name = ""]) => name);
}

export function checkNodeWishes(lab: Wishes, templatesDir: string): void {
  const roles = Object.entries(lab.file.roles);
  const services = servicesIn(templatesDir);
  const known = {
    services: [...services.keys()],
    needs: roles.some(([, role]) => role.needs.length > 0) ? featuresIn(templatesDir) : [],
    capabilities,
  };
  const what = { services: "service", needs: "feature of a kernel", capabilities: "capability" };
  for (const [role, wishes] of roles) {
    for (const list of ["services", "needs", "capabilities"] as const)
      wishes[list].forEach((text, at) => {
        const place = ["roles", role, list, at];
        const name = list === "capabilities" ? text.replace(/^CAP_/, "") : text;
        if (wishes[list].indexOf(text) < at)
          lab.problems.add(place, `"${text}" is there a second time`);
        if (known[list].includes(name) || known[list].length === 0 || isUnfilled(text)) return;
        lab.problems.add(place, `unknown ${what[list]} "${text}"${didYouMean(name, known[list])}`);
      });
    wishes.services.forEach((name, at) => {
      const lacking = services.get(name) ?? [];
      if (!lacking.includes(wishes.image)) return;
      const right = lacking.includes("node") ? "hypervisor" : "node";
      const text = `the image "${wishes.image}" has no service "${name}": say \`image: ${right}\``;
      lab.problems.add(["roles", role, "services", at], text);
    });
  }
}

/** Every route of a node, and of its role, goes over a gateway on one of the node's own segments. */
export function checkRoutes(lab: Wishes, node: string, segments: readonly Subnet[]): void {
  const { file } = lab;
  const role = file.nodes[node]?.role ?? "";
  const listed: readonly (readonly [Path, readonly string[]])[] = [
    [["roles", role, "routes"], file.roles[role]?.routes ?? []],
    [["nodes", node, "routes"], file.nodes[node]?.routes ?? []],
  ];
  for (const [path, routes] of listed)
    routes.forEach((route, at) => {
      const why = isUnfilled(route) ? undefined : whyNoRoute(route, node, segments);
      if (why !== undefined) lab.problems.add([...path, at], why);
    });
}

function whyNoRoute(route: string, node: string, segments: readonly Subnet[]): string | undefined {
  const [, destination = "", gateway = ""] = /^(\S+) via (\S+)$/.exec(route) ?? [];
  const leads =
    destination === "default" ||
    parseSubnet(destination) ||
    parseAddress(destination) !== undefined;
  const address = parseAddress(gateway);
  if (!leads || address === undefined)
    return `${JSON.stringify(route)} is no route like "10.78.0.0/24 via 10.77.0.1", or "default via 10.77.0.1"`;
  const near = parseSubnet(destination);
  if (near && segments.some(({ base, prefix }) => base === near.base && prefix === near.prefix))
    return `${node} is on ${destination} itself: there it needs no route`;
  if (segments.length === 0 || segments.some((segment) => contains(segment, address)))
    return undefined;
  return `${node} is on no segment with ${gateway}`;
}
