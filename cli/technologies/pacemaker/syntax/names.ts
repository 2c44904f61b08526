/** The words of crm (crmsh 4.4.1), and the options of Pacemaker 2.1.5, from its daemons' own meta-data. */

const words = (text: string) => text.split(/\s+/);

export const statementNames: ReadonlySet<string> = new Set(
  words(
    "node primitive monitor group clone ms master rsc_template bundle location colocation collocation order rsc_ticket property rsc_defaults op_defaults fencing-topology fencing_topology tag user role acl_target acl_group alert xml",
  ),
);

/** They begin a part of a statement, and none of their own. */
export const partNames: ReadonlySet<string> = new Set(
  words("params meta utilization operations op op_params op_meta rule attributes"),
);

export const propertyNames: ReadonlySet<string> = new Set(
  words(
    "dc-version cluster-infrastructure cluster-name dc-deadtime cluster-recheck-interval load-threshold node-action-limit fence-reaction election-timeout shutdown-escalation join-integration-timeout join-finalization-timeout transition-delay stonith-watchdog-timeout stonith-max-attempts no-quorum-policy shutdown-lock shutdown-lock-limit symmetric-cluster maintenance-mode start-failure-is-fatal enable-startup-probes stonith-enabled stonith-action stonith-timeout have-watchdog concurrent-fencing startup-fencing priority-fencing-delay cluster-delay batch-limit migration-limit stop-all-resources stop-orphan-resources stop-orphan-actions remove-after-stop pe-error-series-max pe-warn-series-max pe-input-series-max node-health-strategy node-health-base node-health-green node-health-yellow node-health-red placement-strategy enable-acl cluster-ipc-limit last-lrm-refresh default-resource-stickiness default-action-timeout is-managed-default maintenance-mode",
  ),
);

export const metaNames: ReadonlySet<string> = new Set(
  words(
    "allow-migrate allow-unhealthy-nodes maintenance is-managed interval-origin migration-threshold priority multiple-active failure-timeout resource-stickiness target-role restart-type description critical remote-node requires provides remote-port remote-addr remote-connect-timeout remote-allow-migrate container container-attribute-target ordered notify interleave globally-unique clone-max clone-node-max clone-min clone-state promotable promoted-max promoted-node-max master-max master-node-max resource-discovery",
  ),
);

/** Every fencing device takes them beside its agent's own. */
export const yes: ReadonlySet<string> = new Set(["true", "yes", "on", "y", "1"]);
export const no: ReadonlySet<string> = new Set(["false", "no", "off", "n", "0"]);
