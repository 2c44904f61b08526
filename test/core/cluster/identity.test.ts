import { describe, expect, it } from "vitest";
import { makeIdentities } from "../../../cli/core/cluster/identity.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { believing } from "../../../cli/core/lab/proofs.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { shipped } from "../../fixtures/shipped.ts";
import { TempDir } from "../../fixtures/temp.ts";

const own = "/etc/halab/identity";
const all = "/etc/halab/servers";

type Edit = readonly [string, string];
const proves: Edit = [
  "    services: [keepalived, nginx]\n",
  "    proves: true\n    services: [keepalived, nginx]\n",
];
const written: Edit = [
  "client: { image: client }",
  "client: { image: client, files: { /root/p.conf: { owner: student, template: whoami.conf } } }",
];
const believed: Edit = ['"http://{{vip}}/", every', '"http://{{vip}}/", unproven: true, every'];
const fromNode: Edit = ["user: { role: client", "user: { role: asker"];
const asker: Edit = ["client: { image: client }", "client: { image: client }\n  asker: {}"];

async function opened(...edits: readonly Edit[]) {
  using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
  return openDir(dir.path);
}

/** Which node is given which of the two files. */
function given({ plan }: { plan: Plan }): Readonly<Record<string, readonly string[]>> {
  const identity = makeIdentities(plan);
  return Object.fromEntries(
    plan.nodes.map((node) => [node.name, identity(node).map(({ path }) => path)]),
  );
}

describe("servers that prove who they are", () => {
  it("get a key each, and the client has those of all", async () => {
    const { plan } = await opened(proves);
    expect(given({ plan })).toEqual({ a: [own], b: [own], user: [all] });
    const identity = makeIdentities(plan);
    const [a = [], b = [], user = []] = plan.nodes.map(identity);
    expect(user[0]?.content).toBe(`${a[0]?.content}${b[0]?.content}`);
    expect(a[0]?.content).toMatch(/^a [0-9a-f]{64}\n$/);
    expect([...a, ...b, ...user].map(({ mode }) => mode)).toEqual([0o600, 0o600, 0o600]);
  });

  it("have other keys in each cluster", async () => {
    const { plan } = await opened(proves);
    const keys = [makeIdentities(plan), makeIdentities(plan)].flatMap((identity) =>
      plan.nodes.flatMap((node) => identity(node).map(({ content }) => content.slice(2, 66))),
    );
    expect(new Set(keys).size).toBe(4);
  });

  it("are none where the lab does not say so", async () => {
    expect(given(await opened())).toEqual({ a: [], b: [], user: [] });
  });

  it("are known to whoever a probe asks from, whatever its image", async () => {
    expect(given(await opened(proves, fromNode, asker))["user"]).toEqual([all]);
    expect(given(await opened(proves, fromNode, asker, believed))["user"]).toEqual([]);
  });

  it("are not known to a node that the student writes files of", async () => {
    await expect(opened(proves, written)).rejects.toThrow(
      "the student writes files of user, so it cannot be given what proves who answers",
    );
    expect(given(await opened(proves, written, believed))["user"]).toEqual([]);
    expect(given(await opened(written))["user"]).toEqual([]);
  });

  it("leave no key in the plan, of which the journal has a copy", async () => {
    const { plan } = await opened(proves);
    expect(plan.nodes.map((node) => node.proves)).toEqual([true, true, undefined]);
    expect(plan.probes.map((probe) => probe.proven)).toEqual([true, undefined]);
    const keys = plan.nodes.flatMap((node) => makeIdentities(plan)(node));
    expect(JSON.stringify(plan)).not.toMatch(/[0-9a-f]{64}/);
    expect(keys).not.toHaveLength(0);
  });

  it("are what `lab lint` asks for where probes believe whoever answers", async () => {
    expect(believing((await opened()).lab)).toEqual(["site"]);
    expect(believing((await opened(proves, believed)).lab)).toEqual(["site"]);
    expect(believing((await opened(proves)).lab)).toEqual([]);
  });
});

describe("in the labs", () => {
  it.each(shipped.map((plan) => [plan.lab, plan] as const))(
    "%s: no node that runs a student's files has all keys",
    (_, plan) => {
      const identity = makeIdentities(plan);
      const trusted = plan.nodes.filter((node) => identity(node).some(({ path }) => path === all));
      expect(
        trusted.flatMap((node) => node.files).filter(({ owner }) => owner === "student"),
      ).toEqual([]);
      expect(trusted.length > 0).toBe(plan.nodes.some((node) => node.proves));
    },
  );

  it("a balancer in front of web servers is never believed", () => {
    const proven = shipped.filter((plan) => plan.probes.some((probe) => probe.proven));
    expect(proven.map(({ lab }) => lab).sort()).toEqual([
      "balancer-distributed",
      "balancer-sessions",
      "dns-round-robin",
      "lvs-dr",
      "lvs-nat",
      "lvs-tun",
      "quorum",
      "quorum-disk",
      "replication-choices",
      "rolling-upgrade",
      "vrrp-failover",
    ]);
  });
});
