import { describe, expect, it } from "vitest";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("files", "migration");
const guest = "/etc/hypervisor/guest.conf";
const move = "/etc/hypervisor/migration.conf";
const both = ["hv1", "hv2"];

type Edit = (text: string) => string;
type Edits = Readonly<Record<string, Edit>>;

/** Gives a name another value; a text that has no such name is a mistake of the test. */
function set(name: string, value: string): Edit {
  return (text) => {
    const changed = text.replace(new RegExp(`^${name}=.*$`, "m"), () => value);
    if (changed === text) throw new Error(`no ${name} in:\n${text}`);
    return changed;
  };
}

function on(nodes: readonly string[], path: string, change: Edit): Edits {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

async function found(edits: Edits): Promise<string[]> {
  const diagnosis = await diagnosedBy("live-migration", { rules, edits });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis).map((line) => line.replaceAll("/etc/hypervisor/", ":"));
}

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Edits, string]>([
    [
      "memory-differs",
      on(["hv1"], guest, set("MEMORY", "MEMORY=224")),
      "hv2:guest.conf:4 hv1:guest.conf:4",
    ],
    [
      "cpu-differs",
      on(["hv2"], guest, set("CPU", "CPU=Nehalem")),
      "hv2:guest.conf:7 hv1:guest.conf:7",
    ],
    [
      "board-differs",
      on(["hv2"], guest, set("MACHINE", "MACHINE=pc")),
      "hv2:guest.conf:6 hv1:guest.conf:6",
    ],
    ["disk-not-shared", on(["hv2"], guest, set("DISK", "DISK=/d.qcow2")), "hv2:guest.conf:12"],
    ["disk-not-shared", on(["hv1"], guest, set("DISK", "DISK=/d.qcow2")), "hv1:guest.conf:12"],
    [
      "disk-differs",
      on(["hv2"], guest, set("DISK", "DISK=nbd://10.88.1.10:10809/other")),
      "hv2:guest.conf:12 hv1:guest.conf:12",
    ],
    ["wrong-bridge", on(["hv2"], guest, set("BRIDGE", "BRIDGE=br-san")), "hv2:guest.conf:10"],
    [
      "long-standstill",
      on(["hv1"], move, set("DOWNTIME_LIMIT", "DOWNTIME_LIMIT=1500")),
      "hv1:migration.conf:4",
    ],
    [
      "never-converges",
      on(["hv2"], move, set("AUTO_CONVERGE", "AUTO_CONVERGE=off")),
      "hv2:migration.conf:6 hv2:migration.conf:8 hv2:migration.conf:4",
    ],
    ["value-missing", on(["hv2"], guest, set("MAC", "")), "hv2:guest.conf:"],
    ["value-missing", on(["hv2"], move, set("BANDWIDTH", "BANDWIDTH=")), "hv2:migration.conf:6"],
  ])("%s", async (rule, edits, places) => {
    expect(await found(edits)).toEqual([`error migration/${rule} ${places}`]);
  });

  it("mac-differs is felt after a cold start alone", async () => {
    const edits = on(["hv2"], guest, set("MAC", "MAC=52:54:00:88:00:51"));
    expect(await found(edits)).toEqual([
      "warning migration/mac-differs hv2:guest.conf:9 hv1:guest.conf:9",
    ]);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[string, Edits]>([
    [
      "quotes and a variable",
      on(["hv2"], guest, set("MEMORY", "SIZE='192'\nMEMORY=\"$SIZE\" # MiB")),
    ],
    ["what only a shell can tell", on(["hv2"], guest, set("MEMORY", "MEMORY=$(cat /etc/memory)"))],
    [
      "another file that is read",
      on(["hv2"], guest, (text) => `. /etc/other\n${text.replace("192", "64")}`),
    ],
    ["the storage by its name", on(["hv2"], guest, set("DISK", "DISK=nbd://storage:10809/shop"))],
    ["the board by its version", on(["hv2"], guest, set("MACHINE", "MACHINE=pc-q35-7.2"))],
    ["a MAC in capitals", on(both, guest, set("MAC", "MAC=52:54:00:88:00:AB"))],
    ["more memory on both", on(both, guest, set("MEMORY", "MEMORY=256"))],
    [
      "a longer standstill that is borne",
      on(both, move, set("DOWNTIME_LIMIT", "DOWNTIME_LIMIT=1000")),
    ],
    [
      "a guest that is slowed, at little bandwidth",
      on(both, move, set("BANDWIDTH", "BANDWIDTH=8")),
    ],
  ])("%s", async (_, edits) => {
    expect(await found(edits)).toEqual([]);
  });
});
