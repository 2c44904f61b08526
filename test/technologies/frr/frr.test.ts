import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { kind as frr } from "../../../cli/technologies/frr/readers/frr.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

/** As vtysh wrote it on a router with two neighbours, .11 and .12. */
function dump(name: string) {
  return frr.parse(readFileSync(join(import.meta.dirname, "dumps", `frr.${name}`), "utf8"));
}

const addresses: Readonly<Record<string, string>> = { lb1: "10.88.1.11", lb2: "10.88.1.1" };

/** In a step that powers lb1 off, which is the neighbour 10.88.1.11 of lb2. */
function bound(formula: string, value: unknown) {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const also: Seed["also"] = [[1, inForce("lb2", "frr", value)]];
  const events = seeded({ check, vrrp: [], also }).map((event) => {
    if (event.kind !== "run") return event;
    const nodes = event.plan.nodes.map((node) => {
      const address = addresses[node.name] ?? "10.88.1.99";
      return { ...node, links: node.links.map((link) => ({ ...link, address })) };
    });
    return { ...event, plan: { ...event.plan, nodes } };
  });
  const run = RunView.of(events);
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  return view && resolveBound({ formula }, view, "site");
}

describe("what FRR has in force", () => {
  it("is a session of BFD and one of BGP for each neighbour", () => {
    expect(dump("bfd-up")).toEqual({
      bfd: ["10.88.1.12", "10.88.1.11"].map((peer) => {
        return { peer, up: true, multiplier: 3, intervalS: 0.1 };
      }),
      bgp: ["10.88.1.11", "10.88.1.12"].map((peer) => {
        return { peer, up: true, fresh: false, holdS: 3, keepaliveS: 1, connectS: 1, bfd: true };
      }),
    });
  });

  it("takes the slower interval of both ends, and the other end's multiplier", () => {
    expect(dump("unequal")?.bfd).toEqual([
      { peer: "10.88.1.12", up: true, multiplier: 3, intervalS: 0.15 },
      { peer: "10.88.1.11", up: true, multiplier: 5, intervalS: 0.2 },
    ]);
  });

  it("has no BFD where none is configured, or bfdd does not run", () => {
    expect(dump("no-bfd")).toMatchObject({ bfd: [], bgp: [{ bfd: false }, { bfd: false }] });
    expect(dump("without-bfdd")?.bfd).toEqual([]);
  });

  it("knows which neighbour is down", () => {
    expect(dump("peer-down")?.bgp.map(({ peer, up }) => [peer, up])).toEqual([
      ["10.88.1.11", false],
      ["10.88.1.12", true],
    ]);
  });

  it("has yet to reach a neighbour whose session is down, or has only just come up", () => {
    const [up, down, noBfd] = ["bfd-up", "peer-down", "no-bfd"].map((name) => {
      return readFileSync(join(import.meta.dirname, "dumps", `frr.${name}`), "utf8");
    });
    const lacks = (text = "") => {
      const value = frr.parse(text);
      return value && frr.joining?.(value);
    };
    expect([lacks(up), lacks(noBfd)]).toEqual([undefined, undefined]);
    expect(lacks(down)).toBe("its neighbour 10.88.1.11 by BGP");
    // FRR gathers what it hears for a second: routes are still on their way.
    const young = up?.replace('"bgpTimerUpMsec":6000', '"bgpTimerUpMsec":1000');
    expect(lacks(young)).toMatch(/^its neighbour 10\.88\.1\.1[12] by BGP$/);
    const noPeer = up?.replace('"status":"up"', '"status":"down"');
    expect(lacks(noPeer)).toMatch(/^its neighbour 10\.88\.1\.1[12] by BFD$/);
  });

  it("says how long nodes need to hear each other: with BFD, BGP comes up twice", () => {
    const [withBfd, without] = [dump("bfd-up"), dump("no-bfd")];
    expect(withBfd && frr.joinS?.([withBfd])).toBe(4);
    expect(without && frr.joinS?.([without])).toBe(1);
  });
});

describe("bfd-detect", () => {
  it("is (n-1)I .. nI of the session with the node that fell silent", () => {
    expect(bound("bfd-detect", dump("bfd-up"))).toMatchObject({ lo: 0.2, hi: 0.3 });
    expect(bound("bfd-detect", dump("unequal"))).toMatchObject({
      lo: 0.8,
      hi: 1,
      inputs: { n: 5, I: 0.2 },
    });
  });

  it.each(["no-bfd", "peer-down"])("with %s there is none", (name) => {
    expect(bound("bfd-detect", dump(name))).toMatch(/^no BFD session in force was read/);
  });
});

describe("bgp-hold", () => {
  it("is hold-keepalive .. hold", () => {
    expect(bound("bgp-hold", dump("no-bfd"))).toMatchObject({
      lo: 2,
      hi: 3,
      formula: "hold-keepalive .. hold",
    });
  });

  it("is none of a neighbour that was down already", () => {
    expect(bound("bgp-hold", dump("peer-down"))).toMatch(/^no hold time of BGP/);
  });
});
