import { describe, expect, it } from "vitest";
import { parseShell } from "../../../cli/technologies/shell/commands.ts";
import { assignmentsOf, type Effect, effectsOf } from "../../../cli/technologies/shell/effects.ts";

function said(text: string): string[] {
  const { all, unknown } = effectsOf(parseShell(text));
  return [...all.map(shown), ...unknown.map(({ line, text: name }) => `${line} ? ${name}`)];
}

function shown(effect: Effect): string {
  const { line, maybe, kind, ...rest } = effect;
  return `${line} ${maybe ? "maybe " : ""}${kind} ${Object.values(rest).map(String).join(" ")}`;
}

describe("what a script does", () => {
  it.each<[string, string[]]>([
    ["ip addr add 10.0.0.1/32 dev lo", ["1 address add 10.0.0.1 32 lo"]],
    ["ip -4 a a 10.0.0.1 dev lo", ["1 address add 10.0.0.1 32 lo"]],
    ["/sbin/ip address replace local 10.0.0.1/24 dev eth0", ["1 address add 10.0.0.1 24 eth0"]],
    ["ip address del 10.0.0.1/32 dev lo", ["1 address delete 10.0.0.1 32 lo"]],
    ["ip link set dev tunl0 up", ["1 link tunl0 up false"]],
    ["ip l set tunl0 up", ["1 link tunl0 up false"]],
    ["ip link set eth0 arp off", ["1 link eth0  true"]],
    ["ip route replace default via 10.0.0.9", ["1 route add unicast default 10.0.0.9"]],
    ["ip route replace unreachable default", ["1 route add unreachable default "]],
    ["ip r add 0.0.0.0/0 via 10.0.0.9 dev eth0", ["1 route add unicast default 10.0.0.9"]],
    ["ip maddress add 01:00:5E:00:01:C8 dev eth0", ["1 multicast add 01:00:5e:00:01:c8 eth0"]],
    ['sysctl -w net.ipv4.vs.sync_threshold="3 10"', ["1 sysctl net.ipv4.vs.sync_threshold 3 10"]],
    [
      "sysctl -q -w net/ipv4/ip_forward=1 a.b=2",
      ["1 sysctl net.ipv4.ip_forward 1", "1 sysctl a.b 2"],
    ],
    ["echo 1 > /proc/sys/net/ipv4/ip_forward", ["1 sysctl net.ipv4.ip_forward 1"]],
    ["printf '1\\n' >/proc/sys/net/ipv4/ip_forward", ["1 sysctl net.ipv4.ip_forward 1"]],
    ["A=10.0.0.1; ip address add $A/32 dev $(x)", ["1 ? ip"]],
    ['A=10.0.0.1\nip address add "$A"/32 dev lo', ["2 address add 10.0.0.1 32 lo"]],
    [
      "for i in all eth0; do echo 1 > /proc/sys/x/$i/y; done",
      ["1 sysctl x.all.y 1", "1 sysctl x.eth0.y 1"],
    ],
    ["if true; then sysctl -w a=1; fi", ["1 maybe sysctl a 1"]],
    ["[ -e /x ] && sysctl -w a=1", ["1 maybe sysctl a 1"]],
    ["ip link set tunl0 up && sysctl -w a=1", ["1 link tunl0 up false", "1 sysctl a 1"]],
    ["sysctl -w a=1 || true", ["1 sysctl a 1"]],
    ["false || sysctl -w a=1", ["1 maybe sysctl a 1"]],
    ["sysctl -w \\\n  a=1", ["1 sysctl a 1"]],
    ["exit 0\nsysctl -w a=1", []],
    [
      "case x in a) sysctl -w a=1;; esac\nsysctl -w b=2",
      ["1 maybe sysctl a 1", "2 sysctl b 2", "1 ? x"],
    ],
    ["f() { sysctl -w a=1; }\nf", ["1 maybe sysctl a 1", "2 ? f", "1 ? f"]],
    ["sysctl -p /etc/x.conf", ["1 ? sysctl"]],
    ["sysctl --system", ["1 ? sysctl"]],
    ["sysctl -n a.b; ip a; ip -br link show dev eth0; ip route list", []],
    ["ip -s -batch /etc/x", ["1 ? ip"]],
    ["arptables -A INPUT -d 10.0.0.1 -j DROP", ["1 ? arptables"]],
    ["ip tunnel add t mode ipip", ["1 ? ip"]],
    ["/usr/local/bin/setup.sh", ["1 ? setup.sh"]],
    ["# sysctl -w a=1\n: nothing", []],
    ["while :; do sysctl -w a=1; done; sysctl -w b=1", ["1 maybe sysctl a 1", "1 sysctl b 1"]],
  ])("%s", (text, wanted) => {
    expect(said(text).toSorted()).toEqual(wanted.toSorted());
  });

  it("gives a loop up that never ends", () => {
    const nested = "for a in 1 2 3 4 5 6 7 8 9; do ".repeat(12);
    expect(said(`${nested} sysctl -w a=1; ${"done; ".repeat(12)}`).length).toBeGreaterThan(0);
  });

  it("knows the names that a file sets, the last one of each", () => {
    const text = "# x\nMEMORY=192\nCPU='max' MAC=\"a:b\"\nMEMORY=$MEMORY\nDISK=$(hostname)\n";
    expect([...assignmentsOf(parseShell(text))]).toEqual([
      ["MEMORY", { value: "192", line: 4 }],
      ["CPU", { value: "max", line: 3 }],
      ["MAC", { value: "a:b", line: 3 }],
    ]);
  });
});
