/** Each check of what is so at all controllers is proved by what a directory told that violates it. */
import { describe, expect, it } from "vitest";
import { controllers, healthyLinks, judged, type Make, made, roles } from "./domain.ts";

const all = [...controllers];
const points = 10;

const moved =
  (second: number, nodes: readonly string[], owner: string, but = {}): Make =>
  (domain) => {
    for (const node of nodes) domain.say(second, `${node} roles ${roles(owner, but)}`);
  };

describe("fsmo-roles", () => {
  const check = {
    check: "fsmo-roles",
    probe: "directory",
    nodes: all,
    owner: "dc2",
    within: "3s",
    points,
  };
  it.each<[string, Make[], string]>([
    [
      "all name the new owner",
      [moved(11, ["dc2"], "dc2"), moved(12, ["dc1", "dc3"], "dc2")],
      "pass",
    ],
    ["nothing moved", [], "fail"],
    ["two owners: one never hears", [moved(11, ["dc2", "dc3"], "dc2")], "fail"],
    ["one role stays", [moved(11, all, "dc2", { rid: "dc1" })], "fail"],
    ["it came late", [moved(16, all, "dc2")], "fail"],
    ["it moved on", [moved(11, all, "dc2"), moved(12, all, "dc3")], "fail"],
  ])("%s", (_, makes, verdict) => {
    expect(judged(check, made(...makes))).toMatchObject({ verdict });
  });
  it("without an owner it asks for one of each, whoever that is", () => {
    const { owner: _, within: __, ...anybody } = check;
    expect(judged(anybody, made())).toMatchObject({ verdict: "pass" });
    const mixed = made(moved(2, all, "dc1", { pdc: "dc3" }));
    expect(judged(anybody, mixed)).toMatchObject({ verdict: "pass" });
    const two = made(moved(2, ["dc2"], "dc2"));
    expect(judged(anybody, two)).toMatchObject({ verdict: "fail" });
    const nobody = made(moved(2, all, "dc1", { rid: "?" }));
    expect(judged(anybody, nobody)).toMatchObject({ verdict: "fail" });
  });
});

const guids = { dc1: "%01aa", dc2: "%02bb" };
const unit = (name: string, guid: string, by: string) => `${name}|${guid}|made%20on%20${by}`;
const [kept, renamed] = [unit("Sales", guids.dc2, "dc2"), unit("Sales%0aCNF:9f", guids.dc1, "dc1")];

const named =
  (second: number, nodes: readonly string[], ...units: readonly string[]): Make =>
  (domain) => {
    for (const node of nodes) domain.say(second, `${node} names ${units.join(";") || "-"}`);
  };

describe("one-conflict", () => {
  const check = {
    check: "one-conflict",
    probe: "directory",
    nodes: all,
    name: "Sales",
    within: "5s",
    points,
  };
  it.each<[string, Make[], string]>([
    ["the same one is renamed everywhere", [named(22, all, kept, renamed)], "pass"],
    [
      "nobody has heard of the other",
      [named(12, ["dc1"], unit("Sales", guids.dc1, "dc1"))],
      "fail",
    ],
    ["one of them is gone", [named(22, all, kept)], "fail"],
    [
      "both were renamed",
      [named(22, all, unit("Sales%0aCNF:02", guids.dc2, "dc2"), renamed)],
      "fail",
    ],
    [
      "one controller renamed the other one",
      [
        named(22, ["dc1", "dc3"], kept, renamed),
        named(
          22,
          ["dc2"],
          unit("Sales", guids.dc1, "dc1"),
          unit("Sales%0aCNF:02", guids.dc2, "dc2"),
        ),
      ],
      "fail",
    ],
    [
      "there are two renamed ones",
      [named(22, all, kept, renamed, unit("Sales%0aCNF:77", "%07", "dc3"))],
      "fail",
    ],
    ["it took too long", [named(28, all, kept, renamed)], "fail"],
  ])("%s", (_, makes, verdict) => {
    const found = judged(check, made(...makes), { mended: true });
    expect(found, found.evidence.join("; ")).toMatchObject({ verdict });
  });
  it("shows the name as tools do", () => {
    const { evidence } = judged(check, made(named(22, all, kept, renamed)), { mended: true });
    expect(evidence[0]).toContain("dc1 has Sales (made on dc2) and Sales\\0ACNF:9f (made on dc1)");
  });
});

describe("attribute-wins", () => {
  const check = {
    check: "attribute-wins",
    probe: "directory",
    nodes: all,
    name: "Reception",
    is: "ground floor",
    within: "5s",
    points,
  };
  const says = (second: number, nodes: readonly string[], value: string) =>
    named(second, nodes, `Reception|%05|${value.replaceAll(" ", "%20")}`);
  it.each<[string, Make[], string]>([
    [
      "the higher version is everywhere",
      [says(12, ["dc1"], "ground floor"), says(22, ["dc2", "dc3"], "ground floor")],
      "pass",
    ],
    ["the later one is everywhere", [says(22, all, "first floor")], "fail"],
    [
      "each side keeps its own",
      [says(12, ["dc1"], "ground floor"), says(13, ["dc2", "dc3"], "first floor")],
      "fail",
    ],
    ["the object is gone", [says(12, all, "ground floor"), named(23, all)], "fail"],
  ])("%s", (_, makes, verdict) => {
    expect(judged(check, made(...makes), { mended: true })).toMatchObject({ verdict });
  });
});

const linked =
  (links: string): Make =>
  (domain) => {
    for (const node of all) domain.say(2, `${node} links ${links}`);
  };

describe("in-site", () => {
  const check = {
    check: "in-site",
    probe: "directory",
    nodes: all,
    groups: [["dc1", "dc2"], ["dc3"]],
    points,
  };
  it.each<[string, Make[], string]>([
    ["the branch is apart", [], "pass"],
    ["all are in one site", [linked(healthyLinks.replace("Branch", "Head"))], "fail"],
    [
      "one of the head office is elsewhere",
      [linked(healthyLinks.replace("DC2@Head", "DC2@Branch"))],
      "fail",
    ],
    ["one is nowhere", [linked(healthyLinks.replace(",DC3@Branch", ""))], "fail"],
  ])("%s", (_, makes, verdict) => {
    expect(judged(check, made(...makes))).toMatchObject({ verdict });
  });
});

describe("inbound-connections", () => {
  const check = {
    check: "inbound-connections",
    probe: "directory",
    nodes: ["dc3"],
    to: ["dc3"],
    within: "4s",
    points,
  };
  const say =
    (second: number, links: string): Make =>
    (domain) =>
      domain.say(second, `dc3 links ${links}`);
  const without = healthyLinks.replace(",DC3<DC1", "");
  it.each<[string, Make[], string]>([
    ["they come back in time", [say(10.1, without), say(12, healthyLinks)], "pass"],
    ["they come back late", [say(10.1, without), say(19, healthyLinks)], "fail"],
    ["they never come back", [say(10.1, without)], "fail"],
  ])("%s", (_, makes, verdict) => {
    expect(judged(check, made(...makes))).toMatchObject({ verdict });
  });
});
