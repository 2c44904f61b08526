/** What crm's statements, their parts and Pacemaker's options do (crm(8), Pacemaker Explained 2.1). */
import type { Directive } from "../../../core/kinds/rule.ts";

type Row = readonly [name: string, does: string, more?: Pick<Directive, "unit" | "otherwise">];

function table(source: string, rows: readonly Row[]): ReadonlyMap<string, Directive> {
  return new Map(rows.map(([name, does, more]) => [name, { name, does, ...more, source }]));
}

export const statements = table("crm(8), configure", [
  ["node", "A node and its attributes: standby, or what rules ask for."],
  [
    "primitive",
    "A resource: a name, the agent that starts, stops and watches it, and what it is told.",
  ],
  ["group", "Resources that run on one node, start in this order and stop the other way round."],
  ["clone", "A resource that runs several times, by default once on every node."],
  ["ms", "A clone of which some copies are promoted; today `clone ... meta promotable=true`."],
  ["master", "The older word for ms."],
  ["rsc_template", "What several primitives have in common; they name it as @NAME."],
  ["bundle", "A container, with what is to run in it."],
  ["location", "Where a resource runs rather, or never: SCORE: NODE, or a rule."],
  ["colocation", "The first resource runs where the second one does; with -inf never there."],
  ["collocation", "The other spelling of colocation."],
  ["order", "The first resource starts before the second, and stops after it."],
  ["rsc_ticket", "A resource runs only where its cluster holds the ticket (several sites)."],
  ["property", "Options of the whole cluster."],
  ["rsc_defaults", "Meta attributes of all resources that do not say otherwise."],
  ["op_defaults", "Attributes of all operations that do not say otherwise."],
  ["fencing_topology", "In which order fencing devices are tried, for each node."],
  ["fencing-topology", "In which order fencing devices are tried, for each node."],
  ["monitor", "Adds a recurring monitor to a resource: INTERVAL:TIMEOUT."],
  ["tag", "A name for several resources or constraints."],
  ["alert", "A program that is called when something happens."],
  ["xml", "A part of the CIB as it stands there."],
]);

const parts = table("crm(8), primitive", [
  ["params", "What the agent is told: `crm ra info AGENT` lists its parameters."],
  ["meta", "What Pacemaker is told of the resource: target-role, resource-stickiness ..."],
  ["utilization", "How much of a node it needs."],
  ["operations", "A set of operations that has a name."],
  [
    "op",
    "What the agent does for it (start, stop, monitor), how often, and how long that may take.",
  ],
]);

const second = "a time: 20s, 1min; without a unit seconds";

export const options = table(
  "Pacemaker Explained; pacemaker-schedulerd(7), pacemaker-controld(7)",
  [
    [
      "stonith-enabled",
      "Nodes that do not answer are fenced. Without a device nothing starts then.",
      { otherwise: "true" },
    ],
    ["stonith-action", "What fencing does to a node: reboot or off.", { otherwise: "reboot" }],
    ["stonith-timeout", "How long fencing may take.", { unit: second, otherwise: "60s" }],
    [
      "no-quorum-policy",
      "What a part without a quorum does with its resources: stop, freeze, ignore, demote, suicide.",
      { otherwise: "stop" },
    ],
    [
      "symmetric-cluster",
      "True: everything may run everywhere unless a rule forbids it. False: the other way round.",
      { otherwise: "true" },
    ],
    ["maintenance-mode", "Nothing is started, stopped or watched.", { otherwise: "false" }],
    [
      "dc-deadtime",
      "How long a node waits at its start for one who already decides.",
      { unit: second, otherwise: "20s" },
    ],
    [
      "cluster-recheck-interval",
      "How often rules of time and failure-timeouts are looked at again.",
      { unit: second, otherwise: "15min" },
    ],
    [
      "start-failure-is-fatal",
      "One failed start bans a resource from the node.",
      { otherwise: "true" },
    ],
    ["stop-all-resources", "Stops everything.", { otherwise: "false" }],
    [
      "placement-strategy",
      "How a node is chosen: default, utilization, minimal, balanced.",
      { otherwise: "default" },
    ],
    [
      "cluster-delay",
      "How long an action may be on its way, beside its own timeout.",
      { unit: second, otherwise: "60s" },
    ],
    [
      "resource-stickiness",
      "How much staying where it runs is worth, as a score.",
      { otherwise: "0; of clones 1" },
    ],
    [
      "migration-threshold",
      "So many failures on a node ban a resource from it.",
      { otherwise: "INFINITY" },
    ],
    [
      "failure-timeout",
      "After so long without a new one, failures are forgotten; 0: never.",
      { unit: second, otherwise: "0" },
    ],
    [
      "target-role",
      "Started, Stopped, or of a promotable clone Promoted, Unpromoted.",
      { otherwise: "Started" },
    ],
    ["is-managed", "False: Pacemaker neither starts nor stops it.", { otherwise: "true" }],
    [
      "multiple-active",
      "What is done when it runs twice: stop_start, stop_only, block.",
      { otherwise: "stop_start" },
    ],
    ["priority", "When not all can run, those with a higher one do.", { otherwise: "0" }],
    [
      "allow-migrate",
      "It is moved by migrate_to and migrate_from where its agent can.",
      { otherwise: "false" },
    ],
    ["interleave", "A copy waits for the copy on its own node only.", { otherwise: "false" }],
    ["clone-max", "How many copies there are.", { otherwise: "one for each node" }],
    ["clone-node-max", "How many of them on one node.", { otherwise: "1" }],
    ["promotable", "Copies can be promoted.", { otherwise: "false" }],
    ["promoted-max", "How many copies are promoted.", { otherwise: "1" }],
    ["notify", "Copies are told before and after others start and stop.", { otherwise: "false" }],
    ["interval", "How often; 0: once.", { unit: second, otherwise: "0" }],
    ["timeout", "After so long it has failed.", { unit: second, otherwise: "20s" }],
    [
      "on-fail",
      "What a failure does: restart, block, stop, standby, fence, ignore.",
      { otherwise: "restart; of a stop fence or block" },
    ],
    ["standby", "The node runs no resources."],
  ],
);

export { parts };
