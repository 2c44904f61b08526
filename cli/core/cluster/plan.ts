/**
 * lab -> plan: everything worked out that can be known before a machine exists. Pure: the same
 * lab, parameters and files give the same plan, byte for byte (golden-tested).
 */
import { createHash } from "node:crypto";
import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";

export interface PlannedLink {
  readonly segment: string;
  readonly address: string;
  readonly prefix: number;
  readonly mac: string;
}

export interface PlannedFile {
  readonly path: string;
  /** Permission bits, e.g. 0o644. */
  readonly mode: number;
  /** Text; or, with `encoding`, bytes that are no UTF-8 (content.ts). */
  readonly content: string;
  readonly encoding?: "base64";
  /** Where the content came from, for error messages: a path, or "template NAME". */
  readonly source: string;
  readonly owner: "lab" | "student";
}

export interface PlannedNode {
  readonly name: string;
  readonly role: string;
  readonly image: "node" | "client" | "hypervisor";
  /** What it runs on: `any` leaves it to the provider. */
  readonly machine: "any" | "container" | "vm";
  readonly services: readonly string[];
  /** Technologies of whose images of their own it has the program, for probes; left out when there are none. */
  readonly tools?: readonly string[];
  /** It proves to clients who it is (ADR 21); left out when it does not. */
  readonly proves?: true;
  readonly capabilities: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly needs: readonly string[];
  readonly links: readonly PlannedLink[];
  /** Each "DESTINATION via GATEWAY". */
  readonly routes: readonly string[];
  /** For resolv.conf; left out when there are none. */
  readonly nameservers?: readonly string[];
  readonly files: readonly PlannedFile[];
  readonly memoryMiB: number;
}

interface PlannedSegment {
  readonly name: string;
  readonly subnet: string;
}

/** One probe, its spec as its kind's schema gave it. */
export interface PlannedProbe {
  readonly name: string;
  readonly kind: string;
  /** A few words for tables, e.g. "http 10.77.0.100". */
  readonly label: string;
  /** The address that is watched or asked, if there is one. */
  readonly address?: string;
  /** It sends requests; others only look on. */
  readonly sends?: true;
  /** It watches who owns an address, or hears what a technology's program on nodes says. */
  readonly watches?: "owner" | "words";
  /** It asks on behalf of so many clients, whom the nodes share out among themselves. */
  readonly clients?: number;
  /** An answer counts only with its server's proof. */
  readonly proven?: true;
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * Whether a cluster is steady before a step while others than at the run's begin hold the watched
 * addresses.
 */
type SteadyOwners = "as-at-first" | "any";

/** What a student says beforehand of a step, for points of its own; it never changes the step. */
export interface PlannedAsk {
  /**
   * owner: who has the address then; outage: how long users wait; time: how long what the step's first check of that
   * probe measures takes; lost: how many requests; streams: whether open connections stay or break.
   */
  readonly ask: "owner" | "outage" | "time" | "lost" | "streams";
  readonly probe: string;
  readonly points: number;
}

export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  readonly tell: string | null;
  readonly fault: Readonly<Record<string, unknown>> | null;
  /** `owner-of PROBE`: whom the fault has to hit, or the step shows nothing; left out: anybody. */
  readonly meant?: string;
  /** Of this step; left out where the plan's holds. */
  readonly owners?: SteadyOwners;
  readonly watchMs: number | null;
  /** Left out when nothing is asked. */
  readonly predict?: readonly PlannedAsk[];
  /** Of this step; left out where the plan's holds. */
  readonly settleMs?: number;
  /** In the order in which they are taken; left out when there are none. */
  readonly measure?: readonly Readonly<Record<string, unknown>>[];
  readonly expect: readonly Readonly<Record<string, unknown>>[];
  readonly heal: boolean;
  readonly mended: readonly Readonly<Record<string, unknown>>[];
}

/** Points for what a student's files show, without a cluster. */
export interface PlannedStatic {
  readonly title: string;
  /** That find nothing: technology/name, or a technology. */
  readonly rules: readonly string[];
  /** That are there: NODE:PATH. */
  readonly files: readonly string[];
  readonly points: number;
}

export interface Plan {
  readonly lab: string;
  readonly title: string;
  readonly lecture: string | null;
  readonly params: Readonly<Record<string, string | number>>;
  readonly segments: readonly PlannedSegment[];
  readonly nodes: readonly PlannedNode[];
  readonly probes: readonly PlannedProbe[];
  readonly steps: readonly PlannedStep[];
  readonly settleMs: number;
  /** Left out: `as-at-first`. */
  readonly owners?: SteadyOwners;
  /** Probes that the report shows side by side; left out when there are none. */
  readonly compare?: readonly string[];
  /** Left out when files alone give no points. */
  readonly static?: readonly PlannedStatic[];
}

/** Whether a student's files are in it: who may run what they like there, as root (ADR 23). */
export function isStudents(node: Pick<PlannedNode, "files">): boolean {
  return node.files.some(({ owner }) => owner === "student");
}

/** First 12 hex digits of the SHA-256 of anything that JSON can hold. */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}

/** Every host of the plan with its first address, for /etc/hosts and templates. */
export function hostsOf(plan: Pick<Plan, "nodes">): readonly { name: string; address: string }[] {
  return plan.nodes.flatMap((node) =>
    node.links.map((link, index) => ({
      name: index === 0 ? node.name : `${node.name}-${link.segment}`,
      address: link.address,
    })),
  );
}

/** Settings of the kernel that a provider gives to a node: as the lab says, and what it does not say. */
export interface KernelSettings {
  readonly sysctls: Readonly<Record<string, string>>;
  /** For the node's devices, as `halab-tool devices` takes them. */
  readonly devices: readonly string[];
}

/** What a node's init reads: one item a line, tokens separated by one space. */
export function nodePlanText(
  plan: Plan,
  node: PlannedNode,
  findBy: (link: PlannedLink) => string,
  { sysctls, devices }: KernelSettings = { sysctls: node.sysctls, devices: [] },
): string {
  const lines = [
    `hostname ${node.name}`,
    ...node.links.map(
      (link) => `link ${findBy(link)} ${link.segment} ${link.mac} ${link.address}/${link.prefix}`,
    ),
    ...node.routes.map((route) => `route ${route.replace(" via ", " ")}`),
    ...(node.nameservers ?? []).map((address) => `nameserver ${address}`),
    ...hostsOf(plan).map((host) => `host ${host.address} ${host.name}`),
    // Before the sysctls, which may be of a device.
    ...(devices.length > 0 ? [`devices ${devices.join(" ")}`] : []),
    ...Object.entries(sysctls).map(([key, value]) => `sysctl ${key} ${value}`),
    ...node.services.map((service) => `service ${service}`),
  ];
  const broken = lines.find((line) => /\p{Cc}/u.test(line));
  if (broken !== undefined)
    throw new HalabError(
      "LAB_INVALID",
      `${node.name}'s plan cannot have ${JSON.stringify(broken)} in one line`,
    );
  return `${lines.join("\n")}\n`;
}

/** The plan with its steps up to and including `step`; throws USAGE when there is none of that name. */
export function planUntil(plan: Plan, step: string | undefined): Plan {
  if (step === undefined) return plan;
  const known = plan.steps.map((one) => one.id);
  const at = known.indexOf(step);
  if (at < 0)
    throw new HalabError("USAGE", `${plan.lab} has no step "${step}"${didYouMean(step, known)}`);
  return { ...plan, steps: plan.steps.slice(0, at + 1) };
}
