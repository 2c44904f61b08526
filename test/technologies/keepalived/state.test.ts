import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { depths } from "../../../cli/core/kinds/rule.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { stateText } from "../../fixtures/diagnosis/looked.ts";
import { vrrp } from "../../fixtures/seeded.ts";

const { plan } = await openLab("vrrp-failover", { renderer: createRenderer(templatesDir()) });

const inForce = (node: string, value: unknown): JournalEvent => ({
  ...{ kind: "in-force", t: 5, node, service: "keepalived", value },
});

const advert = (node: string): JournalEvent => {
  const value = {
    ...{ version: 2, vrid: 51, priority: 100, advertS: 1 },
    ...{ source: "10.77.0.12", addresses: ["10.77.0.100"] },
  };
  return { kind: "advert", t: 6, node, service: "keepalived", value };
};

const instance = (state: string) => ({
  vrrp: [{ ...vrrp(100), state, addresses: ["10.77.0.100"] }],
  realServers: [],
});

/** lb2, which has the address on its card, and what else was seen of it. */
async function found(events: readonly JournalEvent[]) {
  const run = RunView.of(events);
  const states = new Map([["lb2", stateText({ addresses: ["eth0 10.77.0.100/32"] })]]);
  const { findings } = diagnose(factsOf(plan, { looked: depths, run, states }), await loadRules());
  return findings
    .filter(({ rule }) => rule.startsWith("keepalived/"))
    .map(({ rule, where: [place], because }) => [rule, place?.node, because]);
}

it("an address whose keepalived is gone was left behind", async () => {
  const [[rule, node, because] = []] = await found([inForce("lb2", null)]);
  expect([rule, node]).toEqual(["keepalived/address-left", "lb2"]);
  expect(because).toContain("does not run there");
});

it("so is one that keepalived says it does not have", async () => {
  const [[rule, , because] = []] = await found([inForce("lb2", instance("BACKUP"))]);
  expect(rule).toBe("keepalived/address-left");
  expect(because).toContain("BACKUP");
});

it("a master's is its own, and whose adverts are heard is becoming one", async () => {
  expect(await found([inForce("lb2", instance("MASTER"))])).toEqual([]);
  expect(await found([inForce("lb2", instance("BACKUP")), advert("lb2")])).toEqual([]);
  expect(await found([])).toEqual([]);
});

it("FAULT is said, with what it tracks", async () => {
  const [[rule, node, because] = []] = (await found([inForce("lb1", instance("FAULT"))])).filter(
    ([name]) => name === "keepalived/in-fault",
  );
  expect([rule, node]).toEqual(["keepalived/in-fault", "lb1"]);
  expect(because).toMatch(/is in FAULT; it tracks /);
});
