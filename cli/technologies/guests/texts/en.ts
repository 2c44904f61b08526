import type { Texts } from "../../../core/kinds/rule.ts";

const shown = "halab exec {lab} {node} -- crm_mon -1";
const noted = "halab exec {lab} {node} -- cat /var/log/halab/guest";

export const texts: Texts = {
  "moves-cold": {
    title: "The guest is stopped and booted where it could have moved while it works",
    because:
      "{id} is not allowed to migrate, so Pacemaker stops it on one node and starts it on the other one",
    see: "halab exec {lab} {node} -- crm_resource --resource {id} --meta --get-parameter allow-migrate",
    hints: [
      "What does Pacemaker do with a resource that has to leave a node?",
      "It stops it here and starts it there, unless its agent can migrate and somebody has allowed it.",
      "Write `meta allow-migrate=true` into the primitive {id} of {file}.",
    ],
    why: "An agent that offers migrate_to and migrate_from is not enough: the default of allow-migrate is false. Every connection breaks, and users wait for a boot.",
    example: "primitive shop ocf:halab:guest params guest=shop \\\n  op monitor interval=5s",
  },
  "ordered-behind": {
    title: "The guest is stopped for its move, though it may migrate",
    because:
      "{id} starts after {before}, which cannot migrate: when both move, {before} has to stop, and {id} before it",
    see: shown,
    hints: [
      "Which resources have to be stopped before {before} may be stopped?",
      "What waits for {before} with its start, ends before {before} ends. Can {id} move then?",
      "Take {id} out of the group or the order with {before} in line {line} of {file}.",
    ],
    why: "A live migration needs all that the resource depends on to be there on both nodes meanwhile. What is stopped and started on the way is not.",
    example: "group all page-ip page-web shop",
  },
  "too-little-time": {
    title: "Pacemaker gives up on the guest before it is ready",
    because: "{operation} of {id} has {seconds} s, and the agent asks for {least} s",
    see: shown,
    hints: [
      "How long does a guest boot, and how long does a move take?",
      "An operation that is not over by its timeout has failed, however well it went on. What does Pacemaker do with a failed {operation}?",
      "Write `op {operation} timeout={least}s` into line {line} of {file}.",
    ],
    why: "A start that failed is fatal for its node (start-failure-is-fatal). A move that failed is followed by a stop and a start: a boot that nobody wanted.",
    example: "op start timeout=3s interval=0s",
  },
  "other-guest": {
    title: "The guest does not start: the hypervisors have no such guest",
    because: "{id} is to be the guest {value}, and the hypervisors have {right}",
    see: shown,
    hints: [
      "Which guest do the hypervisors have?",
      "GUEST in /etc/hypervisor/node.conf says it; the agent's parameter `guest` has to be the same.",
      "Write `params guest={right}` into line {line} of {file}.",
    ],
    why: "The agent refuses a guest that it does not know (OCF_ERR_CONFIGURED), and Pacemaker tries no other node then.",
    example: "primitive shop ocf:halab:guest params guest=shopp",
  },
  "disk-unlocked": {
    title: "Two instances of the guest can have its disk open",
    because:
      "{node}'s {file} names no lock, so nothing stops a second instance from writing to the disk",
    see: noted,
    hints: [
      "Who is asked when somebody starts the guest by hand on the other hypervisor?",
      "Not the cluster. The disk is served to everybody who asks; only its lock tells a second one to wait.",
      "Write LOCK=HOST:PORT into {file}: the storage keeps locks at port 10811.",
    ],
    why: "Fencing protects from what the cluster does. A person, a service that starts at boot, or a second cluster starts a guest past it, and two instances destroy the file system within seconds.",
    example: "LOCK=none",
  },
  "lock-elsewhere": {
    title: "The guest does not start: nobody keeps its lock there",
    because: "{node} looks for the lock at {value}, and locks are kept at {right}",
    see: noted,
    hints: [
      "Who keeps the lock of the disk?",
      "The service `lock` does, where the disk is, at port 10811.",
      "Write LOCK={right} into line {line} of {file}.",
    ],
    why: "A guest whose lock cannot be had is not started: nobody could tell whether it runs already.",
    example: "LOCK=10.90.1.11:10811",
  },
  "starts-itself": {
    title: "A hypervisor that boots starts the guest, whoever runs it by now",
    because: "{node}'s {file} does not say AUTOSTART=no",
    see: noted,
    hints: [
      "Who starts the guest when a hypervisor comes back after a power cut?",
      "Its service does if it had the guest before, and it asks nobody. Meanwhile the cluster has started it on the other one.",
      "Write AUTOSTART=no into {file}.",
    ],
    why: "What a cluster manager starts, nothing else may start. Only the disk's lock keeps the second instance away.",
    example: "AUTOSTART=yes",
  },
  "both-shoot": {
    title: "Two nodes that lose sight of each other both lose their power",
    because:
      "both may shoot at once: {device} has no delay, and no node is worth more than the other one",
    see: "halab exec {lab} {node} -- stonith_admin --history '*'",
    hints: [
      "Both nodes have a quorum (two_node). Which of them shoots first?",
      "A power switch takes a moment for each plug: long enough for the second question. One of both has to wait a little, and which one should win?",
      "Write `property priority-fencing-delay=6s` and `meta priority=10` for the guest into {file}; or give the devices different `pcmk_delay_base`.",
    ],
    why: "With two_node both sides of a split may go on, and only fencing decides. If both shots hit, nobody is left, though nobody was ill.",
    example: 'primitive switch stonith:fence_halab params pcmk_host_list="hv1 hv2"',
  },
};
