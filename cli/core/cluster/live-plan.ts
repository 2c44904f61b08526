import type { Plan } from "./plan.ts";
import type { ClusterStatus } from "./provider.ts";

/** What can be said of a running cluster without its lab: enough to break it and to heal it. */
export function livePlan(status: ClusterStatus): Plan {
  return {
    lab: status.lab,
    title: status.lab,
    lecture: null,
    params: {},
    segments: [
      ...new Set(status.nodes.flatMap((node) => node.segments.map((link) => link.segment))),
    ].map((name) => ({ name, subnet: "" })),
    nodes: status.nodes.map((node) => ({
      name: node.name,
      role: node.role,
      image: "node",
      machine: "any",
      services: [],
      capabilities: [],
      sysctls: {},
      needs: [],
      links: node.segments.map((link) => ({ ...link, prefix: 0, mac: "" })),
      routes: [],
      files: [],
      memoryMiB: 0,
    })),
    probes: [],
    steps: [],
    settleMs: 0,
  };
}
