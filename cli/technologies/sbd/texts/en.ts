import type { Texts } from "../../../core/kinds/rule.ts";

const told = "halab exec {lab} {node} -- halab-svc in-force sbd";

export const texts: Texts = {
  "no-watchdog": {
    title: "A node whose SBD hangs goes on, and nobody stops it",
    because:
      "`{said}` in {file}: SBD feeds no watchdog, so nothing resets {node} when SBD stands still",
    see: told,
    hints: [
      "Who reads the message on the disk that tells a node to go? And what if that one hangs?",
      "SBD feeds a watchdog as long as it can read its disk. Without one, the message is a letter that nobody may ever open.",
      "In {file} write `SBD_WATCHDOG_DEV=/dev/watchdog`, and no -W in SBD_OPTS.",
    ],
    why: "After msgwait the other node takes the message as obeyed. That is a promise of the watchdog, and of nothing else: either the message was read, or whoever should have read it was reset.",
    example: "SBD_WATCHDOG_DEV=/dev/null",
  },
  "msgwait-short": {
    title: "The other node takes over before the watchdog can have bitten",
    because:
      "msgwait is {msgwait} s and the watchdog's timeout {watchdog} s: less than twice as long, which is {least} s",
    see: "halab exec {lab} {node} -- sh -c '. /etc/default/sbd; sbd -d $SBD_DEVICE dump'",
    hints: [
      "How long may a node that hangs live on, at the most? And how long does the other one wait for its end?",
      "A read of the disk may take as long as the watchdog allows, and the watchdog bites as long after that: twice its timeout.",
      "In {file} write `-4 {least}`, or a smaller `-1`.",
    ],
    why: "msgwait is what stands between a message on the disk and the takeover. If the watchdog needs longer, two nodes serve at once.",
    example: "-1 10 -4 10",
  },
  "stonith-timeout-short": {
    title: "Nobody takes over: Pacemaker gives its fencing up before it can be done",
    because:
      "stonith-timeout is {timeout} s, and the agent waits {msgwait} s for the message alone (msgwait): it needs {least} s at the least",
    see: "halab exec {lab} {node} -- stonith_admin --history '*' --verbose",
    hints: [
      "How long does the fence agent need, from the message to its answer?",
      "It writes the message and waits for msgwait. If Pacemaker ends it before, the fencing has failed, and it is tried again, and again.",
      "Write `stonith-timeout` of {least}s or more into line {line} of {file}; twice msgwait is usual.",
    ],
    why: "A fencing that failed proves nothing, so the cluster waits. The node on the other side is long dead by then.",
    example: "property stonith-enabled=true stonith-timeout=10s",
  },
  "device-missing": {
    title: "SBD watches the disk, and nobody ever writes to it",
    because: "SBD runs with {disk}, and {file} has no fencing device that uses it",
    see: "halab exec {lab} {node} -- stonith_admin --list-registered",
    hints: [
      "Who writes the message that SBD of the other node reads?",
      "SBD only reads. Pacemaker's fencing writes, by a device of its own: fence_sbd.",
      "Write `primitive disk stonith:fence_sbd params devices={disk}` into {file}.",
    ],
    why: "Two halves make fencing by a disk: a daemon that obeys, and a device in the cluster's configuration that commands.",
    example: "primitive switch stonith:fence_ipmilan params ip=192.0.2.1",
  },
  "disks-differ": {
    title: "The two nodes watch different disks, and neither hears the other one",
    because: "{other} watches {another}, and {one} watches {disk}",
    see: told,
    hints: [
      "On which disk does each node look for its messages?",
      "A message reaches a node only on the disk that it reads. Compare SBD_DEVICE on both.",
      "Write the same SBD_DEVICE on both nodes.",
    ],
    why: "Who writes to a disk that the other one does not read waits for msgwait and believes that it is dead, or finds no slot for it and can never take over.",
    example: "SBD_DEVICE=/dev/disk/by-path/ip-192.0.2.30:3260-iscsi-iqn.2026-01.test:store-lun-2",
  },
  "disk-of-nobody": {
    title: "SBD does not start: there is no such disk",
    because: "SBD_DEVICE of {node} is {disk}, and the machine with the disks gives it {right}",
    see: "halab exec {lab} {node} -- ls /dev/disk/by-path",
    hints: [
      "Which disks does the node have?",
      "A disk over iSCSI is named by its portal, its target and its LUN (/dev/disk/by-path).",
      "In {file} write `SBD_DEVICE={right}`.",
    ],
    why: "SBD looks for its disk as it starts, and a node without SBD must not start its cluster.",
    example: "SBD_DEVICE=/dev/disk/by-id/witness",
  },
  "device-elsewhere": {
    title: "The message is written to a disk that nobody reads",
    because: "{id} writes to {other}, and SBD watches {disk}",
    see: told,
    hints: [
      "Where does the fencing device write, and where does SBD read?",
      "Both have to name one disk: the device's parameter `devices`, and SBD_DEVICE.",
      "In {file} write `devices={disk}` into {id}, or leave the parameter out where the agent takes SBD's own.",
    ],
    why: "A poison pill on the wrong disk poisons nobody; the agent finds no slot of the node there, and fencing fails.",
    example: "primitive disk stonith:fence_sbd params devices=/dev/sdb",
  },
  "disk-is-all": {
    title: "When the disk goes away both nodes reset themselves, though both are well",
    because:
      "`SBD_PACEMAKER={said}`: SBD does not ask the cluster whether it is well, so the disk alone decides",
    see: told,
    hints: [
      "The disk is gone, and both nodes see each other. Is there any danger?",
      "With Pacemaker's integration SBD lets a node live without its disk, as long as the node is healthy and its cluster has a quorum.",
      "In {file} write `SBD_PACEMAKER=yes`.",
    ],
    why: "A disk that is the only judge is a single point of failure: its end is the end of the service, on all nodes at once.",
    example: "SBD_PACEMAKER=no",
  },
  "both-shoot": {
    title: "When the two lose sight of each other, both die",
    because: "{device} delays no shot, and both of two nodes have a quorum (two_node)",
    see: "halab exec {lab} {node} -- stonith_admin --history '*'",
    hints: [
      "Both nodes believe that the other one is gone. Who writes first?",
      "Both write at the same moment, and both read. One of them has to wait, and it has to be known which.",
      'Write `pcmk_delay_base="d1:5s;d2:0s"` into {device} in {file}: whoever shoots d1 waits.',
    ],
    why: "Two nodes have no majority. Fencing decides instead, and a duel that both lose is no decision.",
    example: "primitive disk stonith:fence_sbd params devices=/dev/sda",
  },
  "stays-fenced": {
    title: "A node that was fenced does not come back by itself",
    because:
      "`SBD_STARTMODE=clean` in {file}: SBD does not start while its slot still has the message",
    see: "halab exec {lab} {node} -- sh -c '. /etc/default/sbd; sbd -d $SBD_DEVICE list'",
    hints: [
      "What does SBD find in its slot when a fenced node boots?",
      "In the start mode `clean` somebody has to look first, and to clear the slot by hand.",
      "In {file} write `SBD_STARTMODE=always`.",
    ],
    why: "To wait for somebody may be right; here a node comes back when its fault is mended.",
    example: "SBD_STARTMODE=clean",
  },
};

/** What `halab validate` asks. */
export const tests = {
  fencing:
    "SBD has a watchdog, its message has time to be obeyed, and Pacemaker writes it to the disk that is read",
  settings:
    "SBD watches the same disk on all nodes, there is such a disk, and it is not the only judge",
};
