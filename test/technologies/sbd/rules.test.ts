import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const lab = join(labsDir(), "drafts", "quorum-disk");
const rules = await rulesOf("sbd");
const settings = "/etc/default/sbd";
const created = "/etc/sbd/create";
const crmPath = "/etc/pacemaker/cluster.crm";
const both = ["d1", "d2"];

type Edit = (text: string) => string;
type Edits = Readonly<Record<string, Edit>>;
type Pair = readonly [from: string | RegExp, to: string];

/** Replaces each in turn; a text that has none is a mistake of the test. */
function edit(...pairs: readonly Pair[]): Edit {
  return (text) =>
    pairs.reduce((before, [from, to]) => {
      const after = before.replace(from, () => to);
      if (after === before) throw new Error(`nothing like ${String(from)} in:\n${before}`);
      return after;
    }, text);
}

const on = (nodes: readonly string[], path: string, ...pairs: readonly Pair[]): Edits =>
  Object.fromEntries(nodes.map((node) => [`${node}${path}`, edit(...pairs)]));
const crm = (...pairs: readonly Pair[]) => on(both, crmPath, ...pairs);
const sbd = (...pairs: readonly Pair[]) => on(both, settings, ...pairs);

async function found(edits: Edits) {
  const diagnosis = await diagnosedBy(lab, { rules, edits });
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  const line = diagnosis.findings[0]?.where[0]?.text;
  return { rules: linesOf(diagnosis).map((one) => one.split(" ").slice(0, 2).join(" ")), line };
}

const delay = ' pcmk_delay_base="d1:5s;d2:0s"';
const device = /primitive disk [\s\S]*?(?=\n[a-z]|\n*$)/;

describe("each mistake is found where it stands, and nothing else is", () => {
  it.each<[rule: string, Edits, line: RegExp]>([
    ["error sbd/no-watchdog", sbd(["=/dev/watchdog", "=/dev/null"]), /^SBD_WATCHDOG_DEV/],
    ["error sbd/no-watchdog", sbd(["SBD_STARTMODE", 'SBD_OPTS="-W -W"\nSBD_STARTMODE']), /-W -W/],
    ["error sbd/no-watchdog", sbd(["SBD_STARTMODE", "SBD_OPTS=-WW\nSBD_STARTMODE"]), /-WW/],
    ["error sbd/msgwait-short", on(both, created, ["-4 16", "-4 15"]), /^-1 8 -4 15/],
    ["error sbd/msgwait-short", on(both, created, ["-1 8 -4 16", "-1 8"]), /^-1 8/],
    [
      "error sbd/stonith-timeout-short",
      crm(["stonith-timeout=60s", "stonith-timeout=19s"]),
      /=19s/,
    ],
    ["error sbd/device-missing", crm(["stonith:fence_sbd", "stonith:fence_dummy"]), /^$/],
    ["error sbd/disks-differ", on(["d2"], settings, ["-lun-1", "-lun-2"]), /-lun-2/],
    [
      "error sbd/disk-of-nobody",
      { ...sbd(["-lun-1", "-lun-9"]), ...crm(["-lun-1", "-lun-9"]) },
      /-lun-9/,
    ],
    ["error sbd/disk-of-nobody", sbd([/SBD_DEVICE=.*\n/, "SBD_DEVICE=\n"]), /^SBD_DEVICE=$/],
    ["error sbd/device-elsewhere", crm(["-lun-1", "-lun-2"]), /-lun-2/],
    ["warning sbd/disk-is-all", sbd(["PACEMAKER=yes", "PACEMAKER=no"]), /^SBD_PACEMAKER=no/],
    ["error sbd/both-shoot", crm([delay, ""]), /^primitive disk/],
    ["error sbd/both-shoot", crm([delay, " pcmk_delay_base=8s"]), /^primitive disk/],
    ["warning sbd/stays-fenced", sbd(["=always", "=clean"]), /=clean/],
  ])("%s", async (rule, edits, line) => {
    const all = await found(edits);
    expect(all.rules).toEqual([rule]);
    expect(all.line).toMatch(line);
  });
});

describe("what is right is not found", () => {
  it.each<[what: string, Edits]>([
    ["the solution", {}],
    ["the defaults of sbd create", on(both, created, ["-1 8 -4 16", ""])],
    ["one -W, which enables what is enabled", sbd(["SBD_STARTMODE", "SBD_OPTS=-W\nSBD_STARTMODE"])],
    ["a delay at random", crm([delay, " pcmk_delay_max=8s"])],
    [
      "a delay by priority",
      crm(
        [delay, ""],
        ["stonith-timeout=60s", "stonith-timeout=60s priority-fencing-delay=5s"],
        ["params ip=", "meta priority=10 params ip="],
      ),
    ],
    ["a device that takes SBD's own disk", crm([/devices=\S+ /, ""])],
    [
      "a disk by the kernel's name",
      {
        ...sbd([/SBD_DEVICE=.*/, "SBD_DEVICE=/dev/sda"]),
        ...crm([/devices=\S+/, "devices=/dev/sda"]),
      },
    ],
    ["Pacemaker's own time for fencing", crm([" stonith-timeout=60s", ""])],
  ])("%s", async (_, edits) => {
    expect((await found(edits)).rules).toEqual([]);
  });
});

it("a device of another kind stays another's matter where SBD has no disk", async () => {
  const none = { ...sbd([/SBD_DEVICE=.*\n/, ""]), ...crm([device, ""]) };
  expect((await found(none)).rules).toEqual(["error sbd/disk-of-nobody"]);
});
