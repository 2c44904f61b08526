import type { Texts } from "../../../core/kinds/rule.ts";

const running = "halab exec {lab} {node} -- crm_mon -1";
const failures = "halab exec {lab} {node} -- crm_mon -1f";

export const heardTexts: Texts = {
  "no-controller": {
    title: "{node} has nobody who decides",
    because: "{node} knows no designated controller (DC).",
    see: running,
    hints: [
      "Which nodes does {node} see?",
      "The members elect one; without members, or while Pacemaker starts, there is none.",
      "Look at `corosync-quorumtool -s` of {node}, and at whether Pacemaker runs on the others.",
    ],
    why: "One node decides for all what runs where. Without it nothing is started and nothing is moved.",
    example: "Current DC: NONE",
  },
  "two-controllers": {
    title: "The cluster is two clusters",
    because: "The nodes do not agree on who decides: {leaders}.",
    see: running,
    hints: [
      "Whom does each node take for a member?",
      "Two controllers at a time means that the nodes do not hear each other.",
      "Compare `corosync-cfgtool -s` of both sides: address, key, port.",
    ],
    why: "Each part has elected its own and starts what it believes to be missing. Without quorum and fencing both run the same services.",
    example: "n1: Current DC: n1\nn2: Current DC: n2",
  },
  "node-unclean": {
    title: "{unclean} is dead for the cluster, and nothing moves",
    because: "{unclean} is UNCLEAN: nobody knows what it still runs, and fencing {fencing}.",
    see: "halab exec {lab} {node} -- stonith_admin --history {unclean}",
    hints: [
      "What does the fencing history say of {unclean}?",
      "Until it was fenced, what it ran is started nowhere else.",
      "Mend the fencing device (its host list, its credentials), or confirm by hand: `stonith_admin --confirm {unclean}`.",
    ],
    why: "A node that was there and is silent may still write. Pacemaker waits until fencing says that it is off, however long that takes.",
    example: "Node n2: UNCLEAN (offline)",
  },
  "fencing-stopped": {
    title: "Nobody stands at the fencing device {ids}",
    because: "The cluster has {ids} on no node: its monitor or its start failed everywhere.",
    see: "halab exec {lab} {node} -- crm_mon -1",
    hints: [
      "Does the device answer, if a node asks it by hand?",
      "Its agent was asked on each node and failed; the log has its words. The power switch of a lab answers while halab plays it (`halab run`, `halab check`).",
      "Mend what the device needs (its host, its credentials, its cable), then: crm_resource --cleanup -r {ids}",
    ],
    why: "A fencing device is needed at one moment only, and that is the worst one to learn that it does not answer. Until then nobody notices.",
    example: "switch\t(stonith:fence_halab):\t Stopped",
  },
  "node-standby": {
    title: "{resting} runs nothing: it is on standby",
    because: "The cluster has {resting} on standby.",
    see: running,
    hints: [
      "Who put {resting} on standby, and why?",
      "Standby outlives restarts; it ends when somebody says so.",
      "Type `crm node online {resting}` on a node.",
    ],
    why: "Standby is a node attribute of the CIB. It is still there long after the maintenance that it was for.",
    example: "Node n2: standby",
  },
  "failures-reached": {
    title: "{id} does not go back to {host}",
    because: "{id} has failed {count} times on {host}, and {threshold} ban it from there.",
    see: failures,
    hints: [
      "How often has {id} failed, and where?",
      "A failed start counts INFINITY; other failures are counted up to migration-threshold.",
      "Mend the reason, then type `crm resource cleanup {id}` on a node.",
    ],
    why: "A node where something fails again and again is left alone, until its failures are forgotten (failure-timeout) or cleaned up.",
    example: "web: migration-threshold=3 fail-count=INFINITY",
  },
  "resource-stuck": {
    title: "{id} is stuck",
    because: "{id} is {state}.",
    see: failures,
    hints: [
      "Which action of {id} has failed?",
      "After a failed stop Pacemaker may start it nowhere else: it may still run.",
      "Mend the reason, then type `crm resource cleanup {id}` on a node.",
    ],
    why: "A start elsewhere after a stop that failed would be a second copy. Only fencing, or somebody who has looked, may go on.",
    example: "web: FAILED n1 (blocked)",
  },
  "moved-by-hand": {
    title: "{resource} is held by a move of earlier",
    because:
      "The cluster has a rule {id} about {host}, which stands in no file: a move or a ban made it.",
    see: "halab exec {lab} {node} -- crm configure show {id}",
    hints: [
      "Who made {id}, and is it still wanted?",
      "A move is a location constraint with INFINITY, and it stays.",
      "Type `crm resource clear {resource}` on a node.",
    ],
    why: "Moving by hand is a rule for ever. It keeps a resource from going anywhere else, or back, until somebody clears it.",
    example: "location cli-prefer-site site inf: n1",
  },
  "resource-nowhere": {
    title: "{ids} runs nowhere",
    because: "The cluster has {ids} on no node.",
    see: "halab exec {lab} {node} -- crm_simulate -sL",
    hints: [
      "Which score has {ids} on each node?",
      "Minus INFINITY is a ban; without a quorum, or with fencing and no device, nothing runs.",
      "Look at `crm_verify -LV` and `crm_mon -1f`, and mend what they say.",
    ],
    why: "A resource that is configured and not running has a reason that Pacemaker knows: scores, failures, a missing quorum.",
    example: "web: Stopped",
  },
  "action-fails": {
    title: "{id} does not {action} on {node}",
    because: "The last {action} of {id} on {node} ended with: {said}",
    see: failures,
    hints: [
      "What does the agent say about it?",
      "not installed and not configured: its parameters. error: the service's own log.",
      "Try it by hand: `crm_resource --force-{action} -r {id}` on {node} shows what the agent does.",
    ],
    why: "Agents tell why in one word and a sentence. A failed start bans the resource from the node, a failed stop blocks it.",
    example: "Result of start operation for web on n1: error (nginx config is not valid)",
  },
};
