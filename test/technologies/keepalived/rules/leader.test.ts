import { describe, expect, it } from "vitest";
import { both, type Edits, edit, planted } from "../planted.ts";

const lab = "vrrp-failover";
const all =
  (...changes: readonly ((text: string) => string)[]) =>
  (text: string) =>
    changes.reduce((now, change) => change(now), text);
const master = edit("state BACKUP", "state MASTER");
const forbids = edit("advert_int 1", "advert_int 1\n  nopreempt");

describe("who leads, and how soon somebody else does", () => {
  it.each<[string, Edits, string[]]>([
    [
      "equal priorities",
      { lb2: edit("priority 100", "priority 150") },
      ["error keepalived/equal-priorities lb1:25 lb2:25"],
    ],
    [
      "no priorities",
      both("lb1", "lb2", edit(/ {2}priority \d+\n/, "")),
      ["error keepalived/equal-priorities lb1:20 lb2:20"],
    ],
    [
      "the lesser one should lead",
      { lb1: edit("priority 150", "priority 90") },
      ["error keepalived/wrong-leader lb1:25 lb2:25"],
    ],
    [
      "state MASTER does not make it lead",
      { lb1: all(edit("priority 150", "priority 90"), master) },
      ["error keepalived/wrong-leader lb1:25 lb2:25"],
    ],
    ["the way back is forbidden", { lb1: forbids }, ["error keepalived/failback-forbidden lb1:27"]],
    [
      "nopreempt and state MASTER",
      { lb1: all(forbids, master) },
      ["warning keepalived/nopreempt-with-master lb1:27 lb1:22"],
    ],
    [
      "slow adverts",
      both("lb1", "lb2", edit("advert_int 1", "advert_int 3")),
      ["error keepalived/advert-too-slow lb1:26 lb2:26"],
    ],
    [
      "adverts that are just too slow",
      both("lb1", "lb2", edit("advert_int 1", "advert_int 2")),
      ["warning keepalived/takeover-by-luck lb1:26 lb2:26"],
    ],
  ])("%s", async (_, edits, expected) => {
    expect(await planted(lab, edits)).toEqual(expected);
  });

  it.each<[string, Edits]>([
    ["state MASTER on both", both("lb1", "lb2", master)],
    ["the owner of the address, without a state", { lb1: edit("priority 150", "priority 255") }],
    ["MASTER without a priority, which is 255", { lb1: all(master, edit("  priority 150\n", "")) }],
    [
      "nopreempt on the lesser one, which must not take over from a better one anyway",
      { lb2: forbids },
    ],
    ["the way back is delayed", { lb1: edit("advert_int 1", "advert_int 1\n  preempt_delay 5") }],
    [
      "fewer adverts until it is down",
      both("lb1", "lb2", edit("advert_int 1", "advert_int 2\n  down_timer_adverts 2")),
    ],
  ])("%s is right", async (_, edits) => {
    expect(await planted(lab, edits)).toEqual([]);
  });

  it("equal priorities are right where any owner will do", async () => {
    const found = await planted("lvs-dr", { d2: edit("priority 100", "priority 150") });
    expect(found).toEqual([]);
  });
});
