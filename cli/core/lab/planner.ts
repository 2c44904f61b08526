import { formatAddress, parseAddress, parseSubnet } from "../base/address.ts";
import { HalabError } from "../base/error.ts";
import { shown } from "../base/shown.ts";
import type { Plan, PlannedLink, PlannedNode, PlannedProbe, PlannedStep } from "../cluster/plan.ts";
import { toolNodes } from "../kinds/probe.ts";
import { type FileContext, NodeFiles } from "./files.ts";
import type { Lab } from "./lab.ts";
import { provers } from "./proofs.ts";
import { addressOn, linksOf } from "./references.ts";
import type { LabFile } from "./schema.ts";

/** Works out addresses, files and steps. Reads the lab's files; decides nothing about machines. */
export function planLab(context: FileContext): Plan {
  const { lab } = context;
  const { file } = lab;
  const links = new Map(
    Object.entries(file.nodes).map(([name, node]) => [name, planLinks(file, node)]),
  );
  const files = new NodeFiles(context);
  const errors = files.errors();
  const nodes = Object.keys(file.nodes).map((name) =>
    planNode({ lab, files, links, errors }, name),
  );
  const [first, ...rest] = errors;
  if (first !== undefined)
    throw new HalabError(first.code, first.message, {
      details: rest.map((error) => error.message),
      hint: first.hint ?? `halab lab lint ${shown(lab.dir)}`,
    });
  return {
    lab: lab.name,
    title: file.title,
    lecture: file.lecture ?? null,
    params: lab.params,
    segments: Object.entries(file.segments).map(([name, segment]) => ({
      name,
      subnet: segment.subnet,
    })),
    nodes,
    probes: Object.entries(file.probes).map(([name, spec]) => planProbe(lab, name, spec)),
    steps: file.steps.map(planStep),
    settleMs: file.settle,
    ...(file.owners === "any" ? { owners: file.owners } : {}),
    ...(file.compare ? { compare: file.compare } : {}),
    ...(file.static ? { static: file.static } : {}),
  };
}

function planLinks(file: LabFile, node: LabFile["nodes"][string]): PlannedLink[] {
  const segments = Object.keys(file.segments);
  return linksOf(node).flatMap(([segment, host]) => {
    const subnet = parseSubnet(file.segments[segment]?.subnet ?? "");
    const address = subnet && addressOn(subnet, host);
    if (!subnet || address === undefined) return [];
    const index = segments.indexOf(segment);
    return [
      {
        segment,
        address: formatAddress(address),
        prefix: subnet.prefix,
        mac: macOf(index, address),
      },
    ];
  });
}

/** 52:54:00 is QEMU's own prefix; then the segment's number and the address's last 16 bits. */
function macOf(segment: number, address: number): string {
  const bytes = [0x52, 0x54, 0x00, segment, (address >>> 8) & 255, address & 255];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}

interface Planning {
  readonly lab: Lab;
  readonly files: NodeFiles;
  readonly links: ReadonlyMap<string, readonly PlannedLink[]>;
  readonly errors: HalabError[];
}

function planNode({ lab, links, files, errors }: Planning, name: string): PlannedNode {
  const node = lab.file.nodes[name];
  const role = node && lab.file.roles[node.role];
  if (!node || !role) throw new HalabError("BUG", `node ${name} passed the checks without a role`);
  const own = links.get(name) ?? [];
  const tools = toolsOf(lab, name);
  return {
    name,
    role: node.role,
    image: role.image,
    machine: role.machine,
    services: role.services.filter((service) => !node.without?.includes(service)),
    ...(tools.length > 0 ? { tools } : {}),
    ...(role.proves ? { proves: true } : {}),
    capabilities: role.capabilities,
    sysctls: Object.fromEntries(
      Object.entries(role.sysctls).map(([key, value]) => [key, String(value)]),
    ),
    needs: role.needs,
    links: own,
    routes: [...role.routes, ...(node.routes ?? [])],
    ...(role.nameservers.length > 0 ? { nameservers: role.nameservers } : {}),
    files: files.of({ name, role: node.role }, variablesOf(lab, name, links), (error) => {
      // Files of a role are those of several nodes: what is wrong with one is said once.
      if (!errors.some((other) => other.message === error.message)) errors.push(error);
    }),
    memoryMiB: Number.parseInt(role.memory, 10),
  };
}

/** The programs that the lab's probes run in a node, by their technologies. */
function toolsOf({ file, kinds }: Lab, node: string): string[] {
  const found = Object.values(file.probes).flatMap((spec) => {
    const kind = kinds.probes.get(String(spec["kind"]));
    return kind?.tool !== undefined && toolNodes(kind, spec).includes(node) ? [kind.tool] : [];
  });
  return [...new Set(found)].sort();
}

/**
 * What a template can use: the parameters; the role's and the node's `vars`; `name`, `role`,
 * `address`, `device` of the node itself; `peers` (the others of its role) and `nodes` (all by
 * name), each with `name` and `address`; `members.ROLE`, the nodes of a role.
 */
function variablesOf(
  lab: Lab,
  name: string,
  links: ReadonlyMap<string, readonly PlannedLink[]>,
): Readonly<Record<string, unknown>> {
  const { file } = lab;
  const brief = Object.entries(file.nodes).map(([other, node]) => ({
    name: other,
    role: node.role,
    address: links.get(other)?.[0]?.address ?? "",
    ...file.roles[node.role]?.vars,
    ...node.vars,
  }));
  const self = brief.find((node) => node.name === name);
  const members: Record<string, unknown[]> = {};
  for (const node of brief) members[node.role] = [...(members[node.role] ?? []), node];
  return {
    ...lab.params,
    ...self,
    device: "eth0",
    peers: brief.filter((node) => node.role === self?.role && node.name !== name),
    nodes: Object.fromEntries(brief.map((node) => [node.name, node])),
    members,
  };
}

function planProbe(lab: Lab, name: string, spec: Readonly<Record<string, unknown>>): PlannedProbe {
  const kind = lab.kinds.probes.get(String(spec["kind"]));
  if (!kind) throw new HalabError("BUG", `probe ${name} passed the checks without a kind`);
  const address = kind.address(spec);
  const known = address !== undefined && parseAddress(address) !== undefined;
  const clients = kind.clients?.(spec);
  return {
    name,
    kind: kind.kind,
    label: kind.label(spec),
    ...(known ? { address } : {}),
    ...(kind.command ? { sends: true } : {}),
    ...(kind.watches ? { watches: kind.watches } : {}),
    ...(clients === undefined ? {} : { clients }),
    ...(kind.proven && !spec["unproven"] && provers(lab.file).length > 0 ? { proven: true } : {}),
    spec,
  };
}

function planStep(step: LabFile["steps"][number]): PlannedStep {
  return {
    id: step.id,
    title: step.title,
    tell: step.tell ?? null,
    fault: step.break ?? null,
    watchMs: step.watch ?? null,
    ...(step.meant === undefined ? {} : { meant: step.meant }),
    ...(step.owners === undefined ? {} : { owners: step.owners }),
    ...(step.settle === undefined ? {} : { settleMs: step.settle }),
    ...(step.predict ? { predict: step.predict } : {}),
    ...(step.measure ? { measure: step.measure } : {}),
    expect: step.expect,
    heal: step.heal,
    mended: step.mended,
  };
}
