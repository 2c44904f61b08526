import { describe, expect, it } from "vitest";
import { parseNodeState, readNodeState } from "../../../cli/core/cluster/node-state.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { Random } from "../../fixtures/random.ts";

const said = `== addresses
[{"ifindex":1,"ifname":"lo","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8}]},
{"ifname":"eth0","operstate":"UP","addr_info":[{"local":"10.77.0.11","prefixlen":24},{"local":"10.77.0.100","prefixlen":32}]}]

== routes
[{"dst":"default","gateway":"10.77.0.1","dev":"eth0","flags":[]},{"dst":"10.77.0.0/24","dev":"eth0","protocol":"kernel","scope":"link"},
{"type":"blackhole","dst":"10.9.0.0/16","flags":[]}]

== sysctls
net.ipv4.ip_forward=1
net.ipv4.conf.eth0.arp_ignore=0
net.ipv4.conf.gone.arp_ignore=

== sockets
udp   UNCONN 0      0        127.0.0.1%lo:53         0.0.0.0:*    users:(("named",pid=30,fd=10))
tcp   LISTEN 0      4096     10.77.0.100:80          0.0.0.0:*    users:(("haproxy",pid=25,fd=7))
tcp   LISTEN 0      128               *:22                 *:*
tcp   LISTEN 0      128            [::]:2222            [::]:*
tcp   LISTEN 0      128           [::1]:953             [::]:*

== processes
1 tini /sbin/tini -- /usr/lib/halab/init
25 haproxy haproxy -D -f /etc/haproxy/haproxy.cfg

== ipvs
-A -t 10.81.0.100:80 -s wlc

== filter
table inet filter {
}
`;

describe("what a node says of itself", () => {
  it("is understood", () => {
    const state = parseNodeState(said);
    expect(state.addresses).toContainEqual({ device: "eth0", address: "10.77.0.100", prefix: 32 });
    expect(state.routes).toEqual([
      { to: "default", type: "unicast", via: "10.77.0.1", device: "eth0", metric: 0 },
      { to: "10.77.0.0/24", type: "unicast", via: "", device: "eth0", metric: 0 },
      { to: "10.9.0.0/16", type: "blackhole", via: "", device: "", metric: 0 },
    ]);
    expect([...(state.sysctls ?? [])]).toEqual([
      ["net.ipv4.ip_forward", "1"],
      ["net.ipv4.conf.eth0.arp_ignore", "0"],
    ]);
    expect(state.sockets).toEqual([
      { protocol: "udp", address: "127.0.0.1", port: 53, by: "named" },
      { protocol: "tcp", address: "10.77.0.100", port: 80, by: "haproxy" },
      { protocol: "tcp", address: "*", port: 22, by: "" },
      { protocol: "tcp", address: "*", port: 2222, by: "" },
    ]);
    expect(state.processes?.at(-1)).toEqual({
      ...{ pid: 25, name: "haproxy" },
      args: "haproxy -D -f /etc/haproxy/haproxy.cfg",
    });
    expect([state.ipvs, state.filter]).toEqual([
      ["-A -t 10.81.0.100:80 -s wlc"],
      "table inet filter {\n}",
    ]);
  });

  it("is unknown where it is cut or missing", () => {
    expect(parseNodeState("")).toEqual({});
    const cut = parseNodeState("== addresses\n[{]\n== routes\nnull\n== sockets\n== processes\n");
    expect(cut).toEqual({ sockets: [] });
  });

  it("harms nobody, whatever it is", () => {
    const random = new Random(7);
    for (let times = 0; times < 2000; times += 1) {
      const at = random.below(said.length);
      const noise = random.bytes(random.below(40)).toString("latin1");
      parseNodeState(said.slice(0, at) + noise + said.slice(at + random.below(60)));
    }
  });

  it("is asked for in one command, and made harmless", async () => {
    const asked: string[][] = [];
    const agent = {
      node: "lb1",
      run: async (argv: readonly string[]) => {
        asked.push([...argv]);
        return { exitCode: 0, stdout: "== processes\n1 x \u001b[31mred\n", stderr: "" };
      },
      [Symbol.asyncDispose]: async () => {},
    };
    expect(await readNodeState(agent, testCtx())).toBe("== processes\n1 x red\n");
    expect(asked).toHaveLength(1);
  });
});
