import { formatAddress, parseAddress, parseSubnet } from "../base/address.ts";
import { HalabError } from "../base/error.ts";
import type { Plan, PlannedLink, PlannedNode, PlannedProbe, PlannedStep } from "../cluster/plan.ts";
import { type FileContext, filesOf } from "./files.ts";
import { type Lab, shown } from "./lab.ts";
import { addressOn, linksOf } from "./references.ts";
import type { LabFile } from "./schema.ts";

/** Works out addresses, files and steps. Reads the lab's files; decides nothing about machines. */
export function planLab(context: FileContext): Plan {
  const { lab } = context;
  const { file } = lab;
  const links = new Map(
    Object.entries(file.nodes).map(([name, node]) => [name, planLinks(file, node)]),
  );
  const errors: HalabError[] = [];
  const nodes = Object.keys(file.nodes).map((name) => planNode(context, name, links, errors));
  const [first, ...rest] = errors;
  if (first !== undefined)
    throw new HalabError("LAB_INVALID", first.message, {
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
    ...(file.compare ? { compare: file.compare } : {}),
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

function planNode(
  context: FileContext,
  name: string,
  links: ReadonlyMap<string, readonly PlannedLink[]>,
  errors: HalabError[],
): PlannedNode {
  const { lab } = context;
  const node = lab.file.nodes[name];
  const role = node && lab.file.roles[node.role];
  if (!node || !role) throw new HalabError("BUG", `node ${name} passed the checks without a role`);
  const own = links.get(name) ?? [];
  return {
    name,
    role: node.role,
    image: role.image,
    machine: role.machine,
    services: role.services.filter((service) => !node.without?.includes(service)),
    capabilities: role.capabilities,
    sysctls: Object.fromEntries(
      Object.entries(role.sysctls).map(([key, value]) => [key, String(value)]),
    ),
    needs: role.needs,
    links: own,
    routes: [...role.routes, ...(node.routes ?? [])],
    ...(role.nameservers.length > 0 ? { nameservers: role.nameservers } : {}),
    files: filesOrErrors(context, { name, role: node.role }, variablesOf(lab, name, links), errors),
    memoryMiB: Number.parseInt(role.memory, 10),
  };
}

function filesOrErrors(
  context: FileContext,
  node: { readonly name: string; readonly role: string },
  variables: Readonly<Record<string, unknown>>,
  errors: HalabError[],
) {
  try {
    return filesOf(context, node, variables);
  } catch (error) {
    if (!(error instanceof HalabError)) throw error;
    if (!errors.some((other) => other.message === error.message)) errors.push(error);
    return [];
  }
}

/**
 * What a template can use: the parameters; the role's and the node's `vars`; `name`, `role`,
 * `address`, `device` of the node itself; `peers` (the others of its role) and `nodes` (all by
 * name), each with `name` and `address`; `members.ROLE`, the nodes of a role.
 */
export function variablesOf(
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
  return { name, kind: kind.kind, label: kind.label(spec), ...(known ? { address } : {}), spec };
}

function planStep(step: LabFile["steps"][number]): PlannedStep {
  return {
    id: step.id,
    title: step.title,
    tell: step.tell ?? null,
    fault: step.break ?? null,
    watchMs: step.watch ?? null,
    ...(step.settle === undefined ? {} : { settleMs: step.settle }),
    ...(step.measure ? { measure: step.measure } : {}),
    expect: step.expect,
    heal: step.heal,
    mended: step.mended,
  };
}
