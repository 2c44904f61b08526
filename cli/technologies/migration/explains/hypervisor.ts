import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseShell } from "../../shell/commands.ts";
import { guestConf, migrationConf } from "../settings.ts";

const qemu = "qemu-system-x86_64(1)";
const move = "QEMU QAPI, MigrationParameters";

const directives: readonly Directive[] = [
  {
    name: "MEMORY",
    does: "The guest's memory, the same on every hypervisor: a state of another size does not fit.",
    unit: "MiB",
    source: `${qemu}, -m`,
  },
  {
    name: "MACHINE",
    does: "The board, with all of its devices; the same on every hypervisor.",
    source: `${qemu}, -machine`,
  },
  {
    name: "CPU",
    does: "The processor that the guest sees. It learns its instructions at its start and goes on using them, wherever it is.",
    source: `${qemu}, -cpu`,
  },
  {
    name: "MAC",
    does: "The MAC address of the guest's card. It moves with the guest, and switches learn where it is now.",
    source: `${qemu}, -device virtio-net-pci`,
  },
  {
    name: "BRIDGE",
    does: "The bridge of this hypervisor on which the guest's cable ends: br- and the segment's name.",
    source: "bridge(8)",
  },
  {
    name: "DISK",
    does: "The guest's disk: nbd://HOST:PORT/EXPORT, which all hypervisors reach, or a file of this node alone.",
    source: `${qemu}, -blockdev`,
  },
  {
    name: "DOWNTIME_LIMIT",
    does: "QEMU stops the guest and sends the rest as soon as that takes no longer than this.",
    unit: "ms",
    source: `${move}, downtime-limit`,
  },
  {
    name: "BANDWIDTH",
    does: "How much of the line a move may take.",
    unit: "MB/s",
    source: `${move}, max-bandwidth`,
  },
  {
    name: "AUTO_CONVERGE",
    does: "on: a guest that writes faster than the line carries is slowed, more and more, until the rest fits.",
    unit: "on or off",
    source: "QEMU QAPI, MigrationCapability, auto-converge",
  },
  {
    name: "THROTTLE_INITIAL",
    does: "By how much the guest is slowed at first.",
    unit: "%",
    otherwise: "20",
    source: `${move}, cpu-throttle-initial`,
  },
  {
    name: "THROTTLE_INCREMENT",
    does: "By how much more it is slowed when that was not enough.",
    unit: "%",
    otherwise: "10",
    source: `${move}, cpu-throttle-increment`,
  },
  {
    name: "THROTTLE_MAX",
    does: "It is not slowed by more than this.",
    unit: "%",
    otherwise: "99",
    source: `${move}, max-cpu-throttle`,
  },
  {
    name: "XBZRLE",
    does: "on: of a page that was sent before, only what has changed is sent.",
    unit: "on or off",
    otherwise: "off",
    source: "QEMU QAPI, MigrationCapability, xbzrle",
  },
];

export const kind: ExplainKind = {
  kind: "hypervisor",
  takes: (path) => path === guestConf || path === migrationConf,
  at(text, line) {
    for (const command of parseShell(text)) {
      if (command.kind !== "simple") continue;
      const [first] = command.words.find((word) => word.line === line)?.parts ?? [];
      const name = /^([A-Za-z_]\w*)=/.exec(first?.text ?? "")?.[1];
      if (name !== undefined) return directives.find((one) => one.name === name);
    }
    return undefined;
  },
};
