import { describe, expect, it } from "vitest";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("guests");
const guestConf = "/etc/hypervisor/guest.conf";
const crmPath = "/etc/pacemaker/cluster.crm";
const both = ["hv1", "hv2"];

type Pair = readonly [from: string | RegExp, to: string];
type Edit = (text: string) => string;
type Edits = Readonly<Record<string, Edit>>;

/** Replaces each in turn; a text that has none is a mistake of the test. */
function edit(...pairs: readonly Pair[]): Edit {
  return (text) =>
    pairs.reduce((before, [from, to]) => {
      const after = before.replace(from, () => to);
      if (after === before) throw new Error(`nothing like ${String(from)} in:\n${before}`);
      return after;
    }, text);
}

function on(nodes: readonly string[], path: string, change: Edit): Edits {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}
const crm = (...pairs: readonly Pair[]) => on(both, crmPath, edit(...pairs));
const conf = (...pairs: readonly Pair[]) => on(both, guestConf, edit(...pairs));

/** "error guests/moves-cold: line of the file"; of both nodes the first one. */
async function found(edits: Edits): Promise<string[]> {
  const diagnosis = await diagnosedBy("vm-failover", { rules, edits });
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis);
}

/** What stands in the line of the first place. */
async function lineFound(edits: Edits): Promise<string | undefined> {
  const { findings } = await diagnosedBy("vm-failover", { rules, edits });
  return findings[0]?.where[0]?.text;
}

const grouped = [
  ["group page page-ip page-web", "group all page-ip page-web shop"],
  ["location page-home page 50: hv1", "location home all 50: hv1"],
  ["location guest-home shop 50: hv1", ""],
] as const;

describe("each mistake is found where it stands, and nothing else is", () => {
  it.each<[rule: string, Edits, line: RegExp]>([
    ["error guests/moves-cold", crm(["allow-migrate=true ", ""]), /^primitive shop/],
    ["error guests/moves-cold", crm(["migrate=true", "migrate=false"]), /allow-migrate=false/],
    ["error guests/ordered-behind", crm(...grouped), /^group all/],
    [
      "error guests/ordered-behind",
      crm([
        "location guest-home",
        "colocation with inf: shop page\norder behind page-web shop\nlocation guest-home",
      ]),
      /^order behind/,
    ],
    [
      "error guests/too-little-time",
      crm(["op start timeout=90s", "op start timeout=3s"]),
      /start timeout=3s/,
    ],
    [
      "error guests/too-little-time",
      crm(["migrate_to timeout=60s", "migrate_to timeout=5000ms"]),
      /migrate_to timeout=5000ms/,
    ],
    ["error guests/other-guest", crm(["guest=shop", "guest=shopp"]), /guest=shopp/],
    ["error guests/other-guest", crm(["params guest=shop", ""]), /^primitive shop/],
    ["error guests/both-shoot", crm([" priority-fencing-delay=6s", ""]), /^primitive switch/],
    ["error guests/both-shoot", crm([" priority=10", ""]), /^primitive switch/],
    ["error guests/disk-unlocked", conf([/^LOCK=.*/m, "LOCK=none"]), /^LOCK=none/],
    ["error guests/disk-unlocked", conf([/^LOCK=.*\n/m, ""]), /^$/],
    ["error guests/lock-elsewhere", conf([/^LOCK=.*/m, "LOCK=10.90.1.11:10811"]), /^LOCK=/],
    ["warning guests/starts-itself", conf(["AUTOSTART=no", "AUTOSTART=yes"]), /^AUTOSTART=yes/],
  ])("%s %#", async (rule, edits, line) => {
    const all = await found(edits);
    expect(all.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual([rule]);
    expect(await lineFound(edits)).toMatch(line);
  });

  it("of one hypervisor alone, that one is named", async () => {
    const edits = on(["hv2"], guestConf, edit([/^LOCK=.*/m, "LOCK=none"]));
    const [one, ...others] = await found(edits);
    expect(one).toMatch(/^error guests\/disk-unlocked hv2/);
    expect(others).toEqual([]);
  });
});

describe("what looks like a mistake and is right", () => {
  it.each<[string, Edits]>([
    ["nothing at all", {}],
    [
      "allowed for all",
      crm(["allow-migrate=true ", ""], ["stickiness=100", "stickiness=100 allow-migrate=yes"]),
    ],
    [
      "a delay of a device",
      crm(
        [" priority-fencing-delay=6s", ""],
        ["pcmk_reboot_action=off", "pcmk_reboot_action=off pcmk_delay_max=5s"],
      ),
    ],
    ["the lock by the node's name", conf([/^LOCK=.*/m, "LOCK=storage:10811"])],
    [
      "the page behind the guest",
      crm(["location guest-home", "order behind shop page-ip\nlocation guest-home"]),
    ],
    [
      "an order with what stays elsewhere",
      crm(["location guest-home", "order behind page-web shop\nlocation guest-home"]),
    ],
    [
      "another agent",
      crm(
        ["shop ocf:halab:guest", "shop ocf:heartbeat:VirtualDomain"],
        [" priority-fencing-delay=6s", ""],
      ),
    ],
    ["what only a shell can tell", conf([/^LOCK=.*/m, "LOCK=$(cat /etc/lock)"])],
    [
      "nobody is fenced at all",
      crm(["stonith-enabled=true", "stonith-enabled=false"], [" priority-fencing-delay=6s", ""]),
    ],
  ])("%s", async (_, edits) => {
    expect(await found(edits)).toEqual([]);
  });
});
