/** What a schema cannot say: names that must exist, addresses that must fit. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  contains,
  formatAddress,
  isHostOf,
  overlaps,
  parseAddress,
  parseSubnet,
  type Subnet,
} from "../base/address.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Kinds } from "../kinds/all.ts";
import { kindNames } from "../kinds/load.ts";
import { type Ref, refsIn } from "../kinds/ref.ts";
import { checkNodeWishes, checkRoutes } from "./node-checks.ts";
import { predictionMistakes } from "./predictions.ts";
import type { Path } from "./problems.ts";
import { checkAskers } from "./proofs.ts";
import type { Names } from "./salvage.ts";
import type { LabFile } from "./schema.ts";
import { isUnfilled } from "./schema-problems.ts";
import { staticMistakes } from "./static-points.ts";

type Problems = { add(path: Path, text: string, atKey?: boolean): void };

/** What is checked: of a file with mistakes, the parts without; the names are those of all of it. */
export interface Checked {
  readonly file: LabFile;
  readonly kinds: Kinds;
  readonly problems: Problems;
  readonly names: Names;
}

export function checkLab(lab: Checked, templatesDir: string): void {
  const subnets = checkSegments(lab);
  checkNodes(lab, subnets);
  checkRoles(lab, templatesDir);
  checkNodeWishes(lab, templatesDir);
  checkReferences(lab);
  checkAskers(lab);
  (lab.file.static ?? []).forEach((item, at) => {
    for (const text of staticMistakes(item, lab.names.nodes))
      lab.problems.add(["static", at], text);
  });
}

function checkSegments(lab: Checked): Map<string, Subnet> {
  const subnets = new Map<string, Subnet>();
  for (const [name, segment] of Object.entries(lab.file.segments)) {
    const path = ["segments", name, "subnet"];
    if (isUnfilled(segment.subnet)) continue;
    const subnet = parseSubnet(segment.subnet);
    if (!subnet) {
      lab.problems.add(path, `"${segment.subnet}" is not a subnet like 10.77.0.0/24`);
      continue;
    }
    for (const [other, known] of subnets) {
      if (overlaps(subnet, known))
        lab.problems.add(path, `${segment.subnet} overlaps segment ${other}`);
    }
    subnets.set(name, subnet);
  }
  return subnets;
}

/** `11` is the segment's 11th address; "10.77.0.11" is itself. */
export function addressOn(subnet: Subnet, host: string | number): number | undefined {
  return /^\d+$/.test(String(host)) ? subnet.base + Number(host) : parseAddress(String(host));
}

/** Keys of a node that are no segments. */
const nodeKeys: readonly string[] = ["role", "vars", "routes", "without"];

/** The segments that a node hangs on: every key but the known ones. */
export function linksOf(node: object): [string, string | number][] {
  return Object.entries(node).filter(([key]) => !nodeKeys.includes(key));
}

function checkNodes(lab: Checked, subnets: ReadonlyMap<string, Subnet>): void {
  const { file, problems, names } = lab;
  const taken = new Map<string, string>();
  for (const [name, node] of Object.entries(file.nodes)) {
    if (!names.roles.includes(node.role)) {
      problems.add(
        ["nodes", name, "role"],
        `unknown role "${node.role}"${didYouMean(node.role, names.roles)}`,
      );
    }
    const services = file.roles[node.role]?.services ?? [];
    node.without?.forEach((service, index) => {
      if (services.includes(service) || !file.roles[node.role]) return;
      const text = `role "${node.role}" has no service "${service}"${didYouMean(service, services)}`;
      problems.add(["nodes", name, "without", index], text);
    });
    const links = linksOf(node);
    if (links.length === 0) problems.add(["nodes", name], `${name} hangs on no segment`);
    checkRoutes(
      lab,
      name,
      links.flatMap(([segment]) => subnets.get(segment) ?? []),
    );
    for (const [segment, host] of links) {
      const path = ["nodes", name, segment];
      const subnet = subnets.get(segment);
      if (subnet) checkAddress(problems, path, { segment, subnet, host, name, taken });
      if (isUnknownLink(names, segment)) {
        const known = [...nodeKeys, ...names.segments];
        problems.add(
          path,
          `unknown key or segment "${segment}"${didYouMean(segment, known)}`,
          true,
        );
      }
    }
  }
}

/** Of a file without segments only that is said. */
function isUnknownLink(names: Names, segment: string): boolean {
  return names.segments.length > 0 && !names.segments.includes(segment);
}

interface Candidate {
  readonly segment: string;
  readonly subnet: Subnet;
  readonly host: string | number;
  readonly name: string;
  readonly taken: Map<string, string>;
}

function checkAddress(problems: Problems, path: Path, one: Candidate): void {
  const address = addressOn(one.subnet, one.host);
  const shownSubnet = `${formatAddress(one.subnet.base)}/${one.subnet.prefix}`;
  if (isUnfilled(one.host)) return;
  if (address === undefined) {
    problems.add(path, `"${one.host}" is neither a host's number nor an address`);
    return;
  }
  const text = formatAddress(address);
  if (!contains(one.subnet, address)) {
    problems.add(path, `${text} is outside segment ${one.segment} (${shownSubnet})`);
  } else if (!isHostOf(one.subnet, address)) {
    problems.add(path, `${text} is no host's address in ${shownSubnet}`);
  }
  const key = `${one.segment} ${text}`;
  const other = one.taken.get(key);
  if (other) problems.add(path, `${one.name} and ${other} both have ${text} on ${one.segment}`);
  else one.taken.set(key, one.name);
}

function checkRoles(lab: Checked, templatesDir: string): void {
  for (const [name, role] of Object.entries(lab.file.roles)) {
    role.nameservers.forEach((address, at) => {
      if (parseAddress(address) === undefined && !isUnfilled(address))
        lab.problems.add(["roles", name, "nameservers", at], `"${address}" is not an address`);
    });
    for (const [path, file] of Object.entries(role.files)) {
      const place = ["roles", name, "files", path];
      if (file.template && !existsSync(join(templatesDir, `${file.template}.hbs`))) {
        lab.problems.add(
          [...place, "template"],
          `there is no template "${file.template}" under templates/`,
        );
      }
      if (!file.template && file.owner === "lab") {
        lab.problems.add(place, `${path} needs a template, or \`owner: student\``);
      }
    }
  }
}

function checkReferences(lab: Checked): void {
  const { file, kinds } = lab;
  const ids = new Set<string>();
  const taken = new Set<string>();
  for (const [name, spec] of Object.entries(file.probes)) {
    const kind = kinds.probes.get(String(spec["kind"]));
    if (kind) checkRefs(lab, refsIn(kind.schema, spec), ["probes", name]);
  }
  const compared = (file.compare ?? []).map((probe, at): Ref => {
    return { to: "probe", name: probe, path: [at] };
  });
  checkRefs(lab, compared, ["compare"]);
  file.steps.forEach((step, index) => {
    const path = ["steps", index];
    if (ids.has(step.id)) lab.problems.add([...path, "id"], `a second step "${step.id}"`);
    ids.add(step.id);
    const fault = step.break && kinds.faults.get(String(step.break["fault"]));
    if (step.break && fault) checkRefs(lab, refsIn(fault.schema, step.break), [...path, "break"]);
    checkMeant(lab, step, path);
    for (const { at, text } of predictionMistakes(step, lab))
      lab.problems.add([...path, "predict", at], text);
    for (const phase of ["expect", "mended"] as const) {
      step[phase].forEach((spec, at) => {
        const kind = kinds.checks.get(String(spec["check"]));
        const place = [...path, phase, at];
        if (kind) checkRefs(lab, refsIn(kind.schema, spec), place);
      });
    }
    checkMeasures(lab, step.measure ?? [], [...path, "measure"], taken);
    if (!step.break && step.watch === undefined && !step.measure) {
      lab.problems.add(
        path,
        `step "${step.id}" has neither \`break\` nor \`watch\` nor \`measure\``,
      );
    }
  });
}

function checkMeant(lab: Checked, step: LabFile["steps"][number], path: Path): void {
  if (step.meant === undefined) return;
  checkRefs(lab, [{ to: "nodeRef", name: step.meant, path: ["meant"] }], path);
  if (!step.break) lab.problems.add([...path, "meant"], "`meant` is whom `break` has to hit");
}

/** A check finds a measure by its name: two of one name would be one. */
function checkMeasures(
  lab: Checked,
  measures: readonly Readonly<Record<string, unknown>>[],
  path: Path,
  taken: Set<string>,
): void {
  measures.forEach((spec, at) => {
    const kind = lab.kinds.measures.get(String(spec["measure"]));
    if (kind) checkRefs(lab, refsIn(kind.schema, spec), [...path, at]);
    const name = String(spec["as"]);
    if (taken.has(name)) lab.problems.add([...path, at, "as"], `a second measure "${name}"`);
    taken.add(name);
  });
}

/** `owner-of vip` names a probe, `lb1` a node. */
function target(ref: Ref) {
  if (ref.to !== "nodeRef") return { what: ref.to, wanted: ref.name };
  const probe = /^(?:not-)?owner-of (.+)$/.exec(ref.name)?.[1];
  return probe === undefined
    ? ({ what: "node", wanted: ref.name } as const)
    : ({ what: "probe", wanted: probe } as const);
}

function checkRefs(lab: Checked, refs: readonly Ref[], base: Path): void {
  const names: Readonly<Record<Exclude<Ref["to"], "nodeRef">, readonly string[]>> = {
    node: lab.names.nodes,
    segment: lab.names.segments,
    probe: lab.names.probes,
    step: lab.names.steps,
    formula: kindNames("formulas"),
    service: lab.names.services,
    measure: lab.names.measures,
    file: lab.names.files,
  };
  for (const ref of refs) {
    const { what, wanted } = target(ref);
    const known = names[what];
    const unsaid = known.length === 0 && ["segment", "service", "file"].includes(what);
    if (known.includes(wanted) || unsaid || isUnfilled(wanted)) continue;
    lab.problems.add(
      [...base, ...ref.path],
      `unknown ${what} "${wanted}"${didYouMean(wanted, known)}`,
    );
  }
}
