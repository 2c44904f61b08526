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
  readonly content: string;
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

export interface PlannedSegment {
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
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  readonly tell: string | null;
  readonly fault: Readonly<Record<string, unknown>> | null;
  readonly watchMs: number | null;
  /** Of this step; left out where the plan's holds. */
  readonly settleMs?: number;
  /** In the order in which they are taken; left out when there are none. */
  readonly measure?: readonly Readonly<Record<string, unknown>>[];
  readonly expect: readonly Readonly<Record<string, unknown>>[];
  readonly heal: boolean;
  readonly mended: readonly Readonly<Record<string, unknown>>[];
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
  /** Probes that the report shows side by side; left out when there are none. */
  readonly compare?: readonly string[];
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

/** What a node's init reads: one item a line, tokens separated by one space. */
export function nodePlanText(
  plan: Plan,
  node: PlannedNode,
  findBy: (link: PlannedLink) => string,
): string {
  const lines = [
    `hostname ${node.name}`,
    ...node.links.map(
      (link) => `link ${findBy(link)} ${link.segment} ${link.mac} ${link.address}/${link.prefix}`,
    ),
    ...node.routes.map((route) => `route ${route.replace(" via ", " ")}`),
    ...(node.nameservers ?? []).map((address) => `nameserver ${address}`),
    ...hostsOf(plan).map((host) => `host ${host.address} ${host.name}`),
    ...Object.entries(node.sysctls).map(([key, value]) => `sysctl ${key} ${value}`),
    ...node.services.map((service) => `service ${service}`),
  ];
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
