import { describe, expect, it } from "vitest";
import { askedOf } from "../../fixtures/diagnosis/asked.ts";
import { briefly, lookedAt, type StateParts } from "../../fixtures/diagnosis/looked.ts";

const nodes = ["lb1", "lb2", "web1", "web2", "client"];
const listens = "tcp LISTEN 0 4096 0.0.0.0:80 0.0.0.0:*";

/** vrrp-failover with every node's state; `lb1` has the address unless it says otherwise. */
async function found(lb1: StateParts, others: StateParts = {}) {
  const plain = { addresses: ["lo 127.0.0.1/8"], sockets: [], ...others };
  const states = Object.fromEntries(nodes.map((node) => [node, plain]));
  const findings = await lookedAt("vrrp-failover", {
    states: { ...states, lb1: { addresses: ["eth0 10.77.0.100/32"], sockets: [listens], ...lb1 } },
  });
  return briefly(findings.filter(({ rule }) => rule.startsWith("network/")));
}

describe("the address that users ask", () => {
  it.each<[string, StateParts]>([
    ["everywhere", {}],
    ["at the address", { sockets: ["tcp LISTEN 0 4096 10.77.0.100:80 0.0.0.0:*"] }],
    ["by the kernel", { sockets: [], ipvs: ["-A -t 10.77.0.100:80 -s rr"] }],
    ["by a packet filter", { sockets: [], filter: ["tcp dport 80 redirect to :8080"] }],
  ])("is served %s", async (_, parts) => {
    expect(await found(parts)).toEqual([]);
  });

  it("is on a node where nobody listens", async () => {
    const elsewhere = [
      "tcp LISTEN 0 1 10.77.0.100:8080 0.0.0.0:*",
      "udp UNCONN 0 0 0.0.0.0:80 *:*",
    ];
    const [[rule, node, because] = []] = await found({ sockets: elsewhere });
    expect([rule, node]).toEqual(["network/nobody-listens", "lb1"]);
    expect(because).toContain("10.77.0.100");
    expect(because).toContain("port 80");
  });

  it("is on no node, or on the loopback of one alone", async () => {
    for (const addresses of [[], ["lo 10.77.0.100/32"]]) {
      const [[rule, , because] = []] = await found({ addresses });
      expect(rule).toBe("network/address-nowhere");
      expect(because).toContain("10.77.0.100 is on none of them");
    }
  });

  it("is nobody's matter while not every node has told its addresses", async () => {
    const states = { lb1: { addresses: [], sockets: [] } };
    expect(briefly(await lookedAt("vrrp-failover", { states }))).toEqual([]);
  });
});

describe("network/way-closed: the ways between nodes", () => {
  async function ways(
    open: Readonly<Record<string, Readonly<Record<string, boolean>>>>,
    silent: Readonly<Record<string, string>> = {},
  ) {
    const answers = Object.entries(open).map(([node, to]) => [node, { ways: to }]);
    const asked = askedOf(Object.fromEntries(answers), silent);
    const all = await lookedAt("vrrp-failover", { asked });
    return all.filter(({ rule }) => rule === "network/way-closed").map(({ title }) => title);
  }

  it("are fine where something came back", async () => {
    expect(await ways({ lb1: { lb2: true }, lb2: { lb1: true } })).toEqual([]);
  });

  it("are told once for both directions, for an answer needs both", async () => {
    const open = {
      lb1: { lb2: false, web1: true },
      lb2: { lb1: false, web1: true },
      web1: { lb1: true, lb2: true },
    };
    expect(await ways(open)).toEqual(["lb1 cannot reach lb2 on lan"]);
  });

  it("are told of whom nobody reaches at once", async () => {
    const open = {
      lb1: { lb2: true, web1: false },
      lb2: { lb1: true, web1: false },
      web1: { lb1: false, lb2: false },
    };
    expect(await ways(open)).toEqual(["lb1 and lb2 cannot reach web1 on lan"]);
  });

  it("are told of one direction, too, where only that was asked", async () => {
    expect(await ways({ web1: { lb1: false, lb2: true }, lb2: { lb1: true } })).toEqual([
      "web1 cannot reach lb1 on lan",
    ]);
  });

  it("to a node that is off are nobody's matter", async () => {
    expect(await ways({ lb1: { lb2: false } }, { lb2: "off" })).toEqual([]);
  });
});
