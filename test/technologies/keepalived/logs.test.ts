import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import type { Depth } from "../../../cli/core/kinds/rule.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";

const renderer = createRenderer(templatesDir());
const head = "2026-11-29T08:40:06.420Z [2368.185669] daemon.info";
const starts = `${head} Keepalived[29]: Starting Keepalived v2.2.7 (01/16,2022)`;
const say = (text: string) => `${head} Keepalived_vrrp[31]: ${text}`;

/** What is found of the solution, whose lb2 logged this. */
async function found(lines: readonly string[], looked: readonly Depth[] = ["files", "node"]) {
  const { plan } = await openLab("vrrp-failover", { renderer });
  const logs = new Map([["lb2", ["== /var/log/halab/syslog", ...lines].join("\n")]]);
  const { findings } = diagnose(factsOf(plan, { looked, logs }), await loadRules());
  return findings.map(({ rule, where: [place], because }) => [rule, place?.node, because]);
}

it.each([
  "(site) ip address associated with VRID 51 not present in MASTER advert: 10.77.0.100",
  "(site) expected 1 VIPs but received 2",
  "(site) advertisement interval mismatch mine=1 sec rcv'd=2 sec",
  "(site) received an invalid passwd!",
  "(site) Invalid auth type: 1",
  "(site) Expected multicast packet but received unicast packet",
])("adverts are refused: %s", async (text) => {
  const because = `keepalived said so 2 times: ${text}`;
  expect(await found([starts, say(text), say(text)])).toEqual([
    ["keepalived/adverts-refused", "lb2", because],
  ]);
});

it.each([
  ["Unsafe permissions found for script '/etc/keepalived/c.sh' - disabling.", "script-disabled"],
  ["VRRP_Script(balancer) failed (exited with status 127)", "script-cannot-run"],
])("%s", async (text, rule) => {
  expect((await found([starts, say(text)])).map(([name]) => name)).toEqual([`keepalived/${rule}`]);
});

it("what was logged before the last start or reload speaks of another configuration", async () => {
  const refused = say("(site) received an invalid passwd!");
  expect(await found([starts, refused, starts])).toEqual([]);
  expect(await found([starts, refused, say("Reloading")])).toEqual([]);
});

it("a service that fails, and other daemons' words, are nobody's mistake", async () => {
  expect(
    await found([
      starts,
      say("VRRP_Script(balancer) failed (exited with status 1)"),
      say("(site) received lower priority (100) advert from 10.77.0.12 - discarding"),
      `${head} haproxy[7]: (site) received an invalid passwd!`,
      "",
    ]),
  ).toEqual([]);
});

it("logs are looked at where nodes are", async () => {
  expect(await found([say("(site) received an invalid passwd!")], ["files"])).toEqual([]);
});
