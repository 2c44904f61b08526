import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { farthest } from "../../../cli/technologies/samba/hops.ts";
import {
  own,
  type SambaValues,
  kind as samba,
} from "../../../cli/technologies/samba/readers/samba.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/samba.dc3"), "utf8");

const value = (connections: readonly string[], more: Partial<SambaValues> = {}): SambaValues => ({
  ...{ realm: "LAB.TEST", site: "Head", services: "", connections: [...connections] },
  ...{ notifyS: 1, pullS: 20, firstPullS: 15, kccS: 15, firstKccS: 15 },
  ...more,
});

describe("what a controller has in force", () => {
  it("is read from testparm and from its own directory", () => {
    expect(samba.parse(dump)).toEqual({
      ...{ realm: "LAB.TEST", site: "Branch", notifyS: 1, pullS: 20, firstPullS: 15 },
      ...{ kccS: 15, firstKccS: 15 },
      services: "rpc, ldap, cldap, kdc, drepl, kcc, dns, dnsupdate",
      connections: ["dc3<dc2", "dc2<dc1"],
    });
  });
  it("is Samba's own where the file says nothing", () => {
    const text = dump.replaceAll(/^\t(dreplsrv|kccsrv):.*$/gm, "");
    expect(samba.parse(text)).toMatchObject({
      notifyS: own.notify,
      pullS: own.pull,
      kccS: own.kcc,
    });
  });
  it("is nothing where it does not run, and has no connections where its directory is silent", () => {
    expect(samba.parse("")).toBeUndefined();
    const [conf = ""] = dump.split("# directory");
    expect(samba.parse(conf)).toMatchObject({ site: "", connections: [] });
  });
});

describe("how far a change has to go", () => {
  it.each<[string, Record<string, string[]>, number]>([
    ["two that pull from each other", { dc1: ["dc1<dc2"], dc2: ["dc2<dc1"] }, 1],
    [
      "a branch behind one of two",
      { dc1: ["dc1<dc2", "dc1<dc3"], dc2: ["dc2<dc1"], dc3: ["dc3<dc1"] },
      2,
    ],
    ["a ring of four", { a: ["a<d"], b: ["b<a"], c: ["c<b"], d: ["d<c"] }, 3],
    ["who pulls from nobody is not reached", { dc1: ["dc1<dc2"], dc2: ["dc2<dc1"], dc3: [] }, 1],
    ["nobody knows anything", { dc1: [] }, 1],
  ])("%s", (_, all, hops) => {
    const values = Object.entries(all).map(([node, links]) => [node, value(links)] as const);
    expect(farthest(new Map(values))).toBe(hops);
  });
});

function bound(
  formula: string,
  values: Readonly<Record<string, SambaValues>>,
  seed: Partial<Seed> = {},
) {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const told = Object.entries(values).map(
    ([node, one]) => [1, inForce(node, "samba", one)] as const,
  );
  const run = RunView.of(seeded({ check, vrrp: [], ...seed, also: told }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, seed.mended ? "mended" : "expect");
  return view && resolveBound({ formula }, view, "site");
}

describe("how long it takes", () => {
  const chain = {
    lb1: value(["lb1<lb2"]),
    lb2: value(["lb2<lb1"], { notifyS: 3, kccS: 30 }),
    web1: value(["web1<lb1"]),
  };
  it("a change waits for the next look, at each of its steps; the slowest controller counts", () => {
    expect(bound("drs-notify", chain)).toMatchObject({ lo: 0, hi: 6, inputs: { h: 2, N: 3 } });
  });
  it("who was off starts, and is told, or pulls", () => {
    expect(bound("drs-return", chain)).toMatchObject({ lo: 0, hi: 3 + 15 + 6 });
  });
  it("a connection waits for the KCC's next run, and for the run", () => {
    expect(bound("kcc-run", chain)).toMatchObject({ lo: 0, hi: 33 });
  });
  it("those that were apart wait for TCP, about as long again, and then for the next look", () => {
    const mended = { mended: true };
    expect(bound("drs-reunite", chain, mended)).toMatchObject({ lo: 0, hi: 10 + 1 + 6 });
    expect(bound("drs-reunite", chain, { ...mended, fault: "unhealed" })).toMatch(
      /not been healed/,
    );
  });
  it.each(["drs-notify", "drs-return", "kcc-run", "drs-reunite"])(
    "%s: without a controller's word there is no bound",
    (one) => {
      expect(bound(one, {})).toMatch(/no times of Samba/);
    },
  );
});
