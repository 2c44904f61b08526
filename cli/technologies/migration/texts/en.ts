import type { Texts } from "../../../core/kinds/rule.ts";

const said = "halab exec {lab} {node} -- cat /var/log/halab/guest";

export const texts: Texts = {
  "memory-differs": {
    title: "The guest refuses to move",
    because: "{node} gives the guest {value} MiB, {other} {theirs}.",
    see: said,
    hints: [
      "What does a guest's state consist of, and into what has it to fit?",
      "Compare MEMORY in guest.conf of {node} and {other}.",
      "Write MEMORY={theirs} into line {line} of {node}'s {file}.",
    ],
    why: "A move copies the guest's memory page by page into a machine that was made before. If that has another size QEMU refuses the state.",
    example: "hv1: MEMORY=192\nhv2: MEMORY=256",
  },
  "cpu-differs": {
    title: "The guest moves, and dies some time later",
    because: "{node} shows the guest the processor {value}, {other} {theirs}.",
    see: said,
    hints: [
      "What did the guest learn of its processor when it booted?",
      "A program goes on using instructions that were there at its start. Compare CPU on {node} and {other}.",
      "Write the same CPU into both files: a model that both hypervisors have.",
    ],
    why: "A guest asks for the features of its processor once. On a lesser one those instructions are illegal, and QEMU does not notice the difference.",
    example: "hv1: CPU=max\nhv2: CPU=qemu64",
  },
  "board-differs": {
    title: "The guest refuses to move",
    because: "{node} has the board {value}, {other} {theirs}.",
    see: said,
    hints: [
      "Which devices does the guest's state speak of?",
      "Compare MACHINE in guest.conf of {node} and {other}.",
      "Write MACHINE={theirs} into line {line} of {node}'s {file}.",
    ],
    why: "The state of a guest contains that of each device of its board. A machine of another type has others, and QEMU refuses what it cannot place.",
    example: "hv1: MACHINE=q35\nhv2: MACHINE=pc",
  },
  "mac-differs": {
    title: "The guest has another MAC in its configuration than it uses",
    because: "{node} gives the guest's card the MAC {value}, {other} {theirs}.",
    see: said,
    hints: [
      "Which MAC does the guest use after a live move, and which after a cold start?",
      "Compare MAC in guest.conf of {node} and {other}.",
      "Write MAC={theirs} into line {line} of {node}'s {file}.",
    ],
    why: "A guest that moves keeps the MAC of its state; one that starts gets that of the file. Clients that know the other one wait until ARP tells them.",
    example: "hv1: MAC=52:54:00:88:00:50\nhv2: MAC=52:54:00:88:00:51",
  },
  "disk-not-shared": {
    title: "The guest moves, and finds another disk under its feet",
    because: "On {node} the guest's disk is {disk}, a file of {node} alone.",
    see: "halab exec {lab} {node} -- ls -l {disk}",
    hints: [
      "What moves with the guest: its memory, its processor, its disk?",
      "A live move leaves the disk where it is. Who can reach {disk}?",
      "Write the disk that both reach (nbd://HOST:PORT/EXPORT) into line {line} of {file}.",
    ],
    why: "The guest's memory holds what it knows of its disk. If the disk behind it is another one, its file system is destroyed by what it writes.",
    example: "DISK=/var/lib/halab-vm/shop.qcow2",
  },
  "disk-differs": {
    title: "The guest moves, and finds another disk under its feet",
    because: "On {node} the guest's disk is {value}, on {other} {theirs}.",
    see: said,
    hints: [
      "What moves with the guest: its memory, its processor, its disk?",
      "Compare DISK in guest.conf of {node} and {other}.",
      "Write DISK={theirs} into line {line} of {node}'s {file}.",
    ],
    why: "The guest's memory holds what it knows of its disk. If the disk behind it is another one, its file system is destroyed by what it writes.",
    example: "hv1: DISK=nbd://10.88.1.10:10809/shop\nhv2: DISK=nbd://10.88.1.10:10809/other",
  },
  "wrong-bridge": {
    title: "The guest has moved, and nobody reaches it any more",
    because:
      "On {node} the guest's cable ends in {bridge}, but its address {address} is one of {right}.",
    see: "halab exec {lab} {node} -- bridge link",
    hints: [
      "Into which network does the guest speak after the move?",
      "Its address stays the same. Compare BRIDGE with the network of {address}.",
      "Write BRIDGE={right} into line {line} of {file}.",
    ],
    why: "A move changes nothing inside of the guest, so its address has to make sense where its cable ends. In another network nobody answers it.",
    example: "BRIDGE=br-san",
  },
  "long-standstill": {
    title: "A move is felt: the guest stands still for long",
    because:
      "With a downtime limit of {downtime} ms a client may wait {wait} s, and users bear {limit} s.",
    see: "halab exec {lab} {node} -- halab-guest last",
    hints: [
      "When does QEMU stop the guest and send the rest?",
      "As soon as the rest takes no longer than DOWNTIME_LIMIT. What is sent to the guest meanwhile is lost, and TCP tries again later.",
      "Make DOWNTIME_LIMIT in line {line} of {file} so small that the next try of TCP comes before {limit} s.",
    ],
    why: "The limit is not only allowed, it is used: QEMU stops the guest as soon as what is left fits into it. With a large one it does not even begin with rounds.",
    example: "DOWNTIME_LIMIT=10000",
  },
  "never-converges": {
    title: "The move of a busy guest never ends",
    because:
      "At {bandwidth} MB/s {fits} MB fit into {downtime} ms, but the guest writes to {dirty} MiB again and again, and nothing slows it.",
    see: "halab exec {lab} {node} -- halab-guest last",
    hints: [
      "How much is left after each round, if the guest writes faster than the line carries?",
      "What is left has to fit into bandwidth times downtime limit. Otherwise the guest must be slowed, or less must be sent for each page.",
      "Write AUTO_CONVERGE=on (or XBZRLE=on) into {file}, or give it more bandwidth and a longer limit, within what users bear.",
    ],
    why: "A round sends what was written to during the round before. If the guest writes faster than that, every round leaves as much, and the move goes on until it is given up.",
    example: "BANDWIDTH=8\nAUTO_CONVERGE=off\nXBZRLE=off",
  },
  "value-missing": {
    title: "The guest does not start, or refuses to move",
    because: "{node}'s {file} does not say {name}.",
    see: said,
    hints: [
      "What did the hypervisor say when it was asked?",
      "Every name of the file has to have a value: {name} has none.",
      "Write {name}=VALUE into {file}.",
    ],
    why: "The machine is made of what these files say, at each start and each arrival. With a value missing nothing is begun.",
    example: "MEMORY=",
  },
};

/** What `halab validate` asks. */
export const tests = {
  settings: "Both hypervisors have the same machine and one disk for the guest",
};
