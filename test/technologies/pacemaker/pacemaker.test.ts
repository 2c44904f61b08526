import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kind as pacemaker } from "../../../cli/technologies/pacemaker/readers/pacemaker.ts";
import { secondsOf } from "../../../cli/technologies/pacemaker/seconds.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/pacemaker.three"), "utf8");

describe("what a cluster has in force", () => {
  it("is its configuration, and where everything runs", () => {
    const values = pacemaker.parse(dump);
    expect(values).toMatchObject({ dc: "n3", quorum: true, fencing: false, epoch: [1, 7] });
    expect(values?.nodes.map(({ name, online }) => [name, online])).toEqual([
      ["n1", true],
      ["n2", true],
      ["n3", true],
    ]);
    expect(values?.resources).toMatchObject([
      {
        id: "vip",
        agent: "ocf:heartbeat:IPaddr2",
        group: "site",
        params: { ip: "10.90.0.100", cidr_netmask: "24", nic: "eth0" },
        on: ["n1"],
        startedInS: 0.121,
        stickiness: 100,
        migrationThreshold: 3,
        failureTimeoutS: 60,
      },
      { id: "web", group: "site", on: ["n1"], startedInS: 0.25 },
    ]);
    expect(values?.resources[1]?.operations).toContainEqual({
      name: "monitor",
      intervalS: 2,
      timeoutS: 30,
    });
  });

  it("has of its group what that says for all", () => {
    const own =
      '<meta_attributes id="m"><nvpair id="n" name="failure-timeout" value="5s"/></meta_attributes>';
    const values = pacemaker.parse(dump.replace(/<group id="site"[^>]*>/, `$&${own}`));
    expect(values?.resources.map((one) => [one.failureTimeoutS, one.stickiness])).toEqual([
      [5, 100],
      [5, 100],
    ]);
  });

  it("is nothing before the node has joined", () => {
    expect(pacemaker.parse("")).toBeUndefined();
    expect(pacemaker.parse("<cib/>")).toBeUndefined();
  });
});

it.each([
  ["20s", 20],
  ["20", 20],
  ["1min", 60],
  ["500ms", 0.5],
  ["2h", 7200],
  ["PT1M30S", 90],
  ["soon", undefined],
  ["PT", undefined],
])("%s is %s seconds", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
