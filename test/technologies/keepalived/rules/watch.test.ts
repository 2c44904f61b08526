import { describe, expect, it } from "vitest";
import { both, type Edits, edit, planted } from "../planted.ts";

const lab = "vrrp-failover";
const weight = (value: string) => edit("rise 1", `rise 1\n  weight ${value}`);
const all =
  (...changes: readonly ((text: string) => string)[]) =>
  (text: string) =>
    changes.reduce((now, change) => change(now), text);
const script = (line: string) => edit(/script ".*"/, `script ${line}`);
const untracked = edit("  track_script {\n    balancer\n  }\n", "");

describe("what makes a director let go", () => {
  it.each<[string, Edits, string[]]>([
    [
      "a script that is only defined",
      both("lb1", "lb2", untracked),
      ["error keepalived/not-tracked lb1:20 lb2:20"],
    ],
    [
      "an interface only",
      both("lb1", "lb2", edit("track_script {\n    balancer", "track_interface {\n    eth0")),
      ["error keepalived/not-tracked lb1:20 lb2:20"],
    ],
    [
      "a script of another name",
      { lb1: edit("    balancer", "    balanced") },
      ["error keepalived/tracked-undefined lb1:31"],
    ],
    [
      "a process that is not defined",
      { lb1: edit("track_script {\n    balancer", "track_process {\n    balancer") },
      ["error keepalived/tracked-undefined lb1:31"],
    ],
    [
      "a weight that is too small",
      both("lb1", "lb2", weight("-20")),
      ["error keepalived/tracking-too-weak lb1:18 lb2:26"],
    ],
    [
      "a weight that is just too small",
      both("lb1", "lb2", weight("-50")),
      ["error keepalived/tracking-too-weak lb1:18 lb2:26"],
    ],
    [
      "a weight in the list",
      { lb1: edit("    balancer", "    balancer weight -10") },
      ["error keepalived/tracking-too-weak lb1:31 lb2:25"],
    ],
    [
      "a weight against nopreempt",
      {
        lb1: weight("-60"),
        lb2: all(weight("-60"), edit("advert_int 1", "advert_int 1\n  nopreempt")),
      },
      ["error keepalived/weight-against-nopreempt lb2:28 lb1:18"],
    ],
    [
      "a script that looks seldom",
      both("lb1", "lb2", all(edit("interval 1", "interval 5"), edit("fall 1", "fall 3"))),
      ["error keepalived/tracking-too-slow lb1:14 lb1:16"],
    ],
    [
      "a script that is not there",
      { lb2: script('"/etc/keepalived/check.sh"') },
      ["error keepalived/script-missing lb2:13"],
    ],
    [
      "a file that is no program",
      { lb2: script("/etc/haproxy/haproxy.cfg") },
      ["error keepalived/script-not-executable lb2:13"],
    ],
    [
      "a command line for a shell",
      { lb2: script('"/usr/bin/pgrep haproxy && /bin/true"') },
      ["warning keepalived/script-needs-shell lb2:13"],
    ],
    [
      "a check that finds itself",
      both("lb1", "lb2", script("\"/bin/sh -c 'ps aux | grep haproxy'\"")),
      [
        "error keepalived/script-finds-itself lb1:13",
        "error keepalived/script-finds-itself lb2:13",
      ],
    ],
    [
      "script security without a user",
      { lb2: edit("  script_user root\n", "") },
      ["error keepalived/script-user-missing lb2:11"],
    ],
    [
      "a weight in a sync group",
      {
        lb1: all(
          weight("-60"),
          (text) => `${text}vrrp_sync_group all {\n  group {\n    site\n  }\n}\n`,
        ),
      },
      ["error keepalived/weight-ignored lb1:32 lb1:18 lb1:35"],
    ],
    [
      "no script security",
      { lb2: edit("  enable_script_security\n", "") },
      ["hint keepalived/script-not-secure lb2:11"],
    ],
  ])("%s", async (_, edits, expected) => {
    expect(await planted(lab, edits)).toEqual(expected);
  });

  it.each<[string, Edits]>([
    ["a weight that is just enough", both("lb1", "lb2", weight("-51"))],
    ["a weight on success", both("lb1", "lb2", weight("60"))],
    [
      "two scripts whose weights are enough together",
      both(
        "lb1",
        "lb2",
        all(
          weight("-30"),
          edit(
            "vrrp_instance",
            'vrrp_script two {\n  script "/usr/bin/pgrep -x haproxy"\n  weight -30\n}\nvrrp_instance',
          ),
          edit("    balancer", "    balancer\n    two"),
        ),
      ),
    ],
    [
      "a script of a group",
      both(
        "lb1",
        "lb2",
        all(
          untracked,
          (text) =>
            `${text}vrrp_sync_group all {\n  group {\n    site\n  }\n  track_script {\n    balancer\n  }\n}\n`,
        ),
      ),
    ],
    [
      "a process instead",
      both(
        "lb1",
        "lb2",
        all(
          edit("track_script {\n    balancer", "track_process {\n    proxy"),
          (text) => `${text}vrrp_track_process proxy {\n  process haproxy\n}\n`,
        ),
      ),
    ],
    [
      "a file that somebody else writes",
      both(
        "lb1",
        "lb2",
        all(
          edit("track_script {\n    balancer", "track_file {\n    health"),
          (text) => `${text}track_file health {\n  file /run/health\n}\n`,
        ),
      ),
    ],
    ["a shell for what needs one", { lb1: script("\"/bin/sh -c 'pgrep haproxy && true'\"") }],
    [
      "a script that is kept, but not tracked",
      { lb1: (text) => `${text}vrrp_script old {\n  script /etc/keepalived/gone.sh\n}\n` },
    ],
    [
      "a user of the script",
      {
        lb1: all(edit("  script_user root\n", ""), edit("rise 1", "rise 1\n  user root")),
      },
    ],
    [
      "a weight in a sync group that takes weights",
      both(
        "lb1",
        "lb2",
        all(
          weight("-60"),
          (text) =>
            `${text}vrrp_sync_group all {\n  sync_group_tracking_weight\n  group {\n    site\n  }\n}\n`,
        ),
      ),
    ],
    [
      "a check with ps that does not find itself",
      both("lb1", "lb2", script("\"/bin/sh -c 'ps aux | grep [h]aproxy'\"")),
    ],
    [
      "a check with ps that leaves grep out",
      both("lb1", "lb2", script("\"/bin/sh -c 'ps aux | grep haproxy | grep -v grep'\"")),
    ],
    [
      "a check with ps that counts",
      both("lb1", "lb2", script("\"/bin/sh -c 'test $(ps ax | grep haproxy | wc -l) -gt 2'\"")),
    ],
    [
      "ps without command lines",
      both("lb1", "lb2", script("\"/bin/sh -c 'ps -C haproxy | grep haproxy'\"")),
    ],
    ["a weight that is reversed", both("lb1", "lb2", weight("10 reverse"))],
    ["a program from a package", { lb1: script('"/usr/bin/killall -0 haproxy"') }],
  ])("%s is right", async (_, edits) => {
    expect(await planted(lab, edits)).toEqual([]);
  });

  const group = (...members: readonly string[]) => {
    const second = `vrrp_instance gate {
  state BACKUP
  interface eth1
  virtual_router_id 61
  priority 150
  virtual_ipaddress {
    10.77.2.100/24
  }
}
`;
    const list = members.map((name) => `    ${name}\n`).join("");
    const groups = `vrrp_sync_group both {\n  group {\n${list}  }\n}\n`;
    return (text: string) =>
      `${edit("    10.77.2.100/24 dev eth1\n", "")(text)}${second}${members.length > 0 ? groups : ""}`;
  };

  it("two instances that nothing ties together", async () => {
    const found = await planted("lvs-nat", { d1: group(), d2: group() });
    // Both have 150 for the second address.
    expect(found.filter((line) => !line.includes("equal-priorities"))).toEqual([
      "error keepalived/moves-alone d1:9 d2:9",
    ]);
  });

  it("a group with a member that is not there", async () => {
    const found = await planted("lvs-nat", { d1: group("lvs", "gat"), d2: group("lvs", "gate") });
    expect(found[0]).toMatch(/^error keepalived\/sync-group-member-unknown d1:\d+$/);
    expect(found.filter((line) => line.includes("moves-alone"))).toEqual([]);
  });
});
