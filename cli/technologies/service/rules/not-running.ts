import { kindNames } from "../../../core/kinds/load.ts";
import type { Facts, Found, NodeFacts, RuleKind } from "../../../core/kinds/rule.ts";

/** A fault of the run may have ended it: then it says nothing of the student's files. */
function wasBroken(facts: Facts, node: string): boolean {
  return (facts.run?.faults ?? []).some(({ nodes }) => nodes.includes(node));
}

/** A process is there that is called so: its reader just found nothing to say. */
function hasProcess({ state }: NodeFacts, service: string): boolean {
  return (state?.processes ?? []).some(({ name }) => name.includes(service));
}

export const kind: RuleKind = {
  kind: "not-running",
  severity: "error",
  rank: 15,
  needs: "node",
  source: "halab-svc in-force: the daemon itself says nothing",
  breaks: () => true,
  find: (facts) =>
    facts.nodes
      .filter(({ name }) => !wasBroken(facts, name))
      .flatMap((node) => {
        const { name, services } = node;
        const said = facts.run?.inForce.get(name);
        // A node that was asked, and a daemon that would have said by what it runs.
        const silent = services.filter(
          (service) =>
            said &&
            !said.has(service) &&
            kindNames("readers").includes(service) &&
            !hasProcess(node, service),
        );
        return silent.map((service): Found => {
          const log = "/var/log/halab/syslog";
          return { where: [{ node: name, file: log, text: "" }], args: { service } };
        });
      }),
};
