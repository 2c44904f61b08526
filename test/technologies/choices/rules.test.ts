import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("files", "choices");
const lab = join(labsDir(), "replication-choices");
const names = ["n1", "n2", "n3", "n4", "n5", "n6"];
const solution = readFileSync(join(lab, "solution/node/etc/choices"), "utf8");

/** By their services. */
type Lines = Readonly<Record<string, string>>;

/** What is not there to be replaced is a mistake of the test. */
function withLines(lines: Lines): string {
  return Object.entries(lines).reduce((text, [service, words]) => {
    const changed = text.replace(new RegExp(`^${service} .*$`, "m"), words);
    if (changed === text) throw new Error(`no other line of ${service} than "${words}"`);
    return changed;
  }, solution);
}

function lineOf(text: string, service: string): number {
  return text.split("\n").findIndex((line) => line.startsWith(`${service} `)) + 1;
}

/** Rule and line; all nodes have the same file, and a finding names it on each. */
async function found(text: string): Promise<string[]> {
  const edits = Object.fromEntries(names.map((node) => [`${node}/etc/choices`, () => text]));
  const diagnosis = await diagnosedBy(lab, { rules, edits });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis).map((line) => {
    const [severity = "", rule = "", ...places] = line.split(" ");
    const lines = new Set(places.map((place) => place.replace(/^n\d/, "")));
    expect(severity).toBe("error");
    expect(places.length).toBe(names.length);
    return `${rule} ${[...lines].join(" ").replace("/etc/choices:", "")}`;
  });
}

describe("each rule finds what was planted", () => {
  it.each<[rule: string, at: string, lines: Lines]>([
    ["choices/over-budget", "rollout", { dns: "dns secondaries n1 n3 n5" }],
    ["choices/crowded-node", "files", { dns: "dns secondaries n1 n4" }],
    ["choices/alone", "dns", { dns: "dns copies n3" }],
    ["choices/alone", "sessions", { sessions: "sessions sentinel n2" }],
    ["choices/alone", "orders", { orders: "orders synchronous n1" }],
    ["choices/alone", "files", { files: "files vrrp n2" }],
    ["choices/nobody-replaces", "sessions", { sessions: "sessions store n2 n4 n6" }],
    ["choices/no-majority", "sessions", { sessions: "sessions sentinel n2 n4" }],
    ["choices/asynchronous", "orders", { orders: "orders asynchronous n1 n3 n5" }],
    ["choices/one-standby", "orders", { orders: "orders synchronous n1 n3" }],
    [
      "choices/same-rack",
      "dns",
      { dns: "dns secondaries n5 n6", backup: "backup delayed n4", files: "files vrrp n2 n3" },
    ],
    [
      "choices/same-rack",
      "files",
      { files: "files vrrp n2 n1", dns: "dns secondaries n4 n6", backup: "backup dump n5 every=2" },
    ],
    [
      "choices/same-rack",
      "orders",
      { orders: "orders synchronous n5 n6 n1", backup: "backup delayed n3" },
    ],
    ["choices/no-backup", "backup", { backup: "backup none" }],
    ["choices/short-delay", "backup", { backup: "backup delayed n6 delay=3" }],
    ["choices/rare-dumps", "backup", { backup: "backup dump n6 every=4" }],
    ["choices/rare-dumps", "backup", { backup: "backup dump n6" }],
    ["choices/all-at-once", "rollout", { rollout: "rollout at-once check" }],
    ["choices/unseen", "rollout", { rollout: "rollout one-by-one" }],
  ])("%s, at %s", async (rule, at, lines) => {
    const text = withLines(lines);
    expect(await found(text)).toEqual([`${rule} ${lineOf(text, at)}`]);
  });

  it("choices/not-chosen, of each service without a line", async () => {
    const services = ["dns", "sessions", "orders", "backup", "files"];
    const all = services.map(() => "choices/not-chosen 1");
    expect(await found("# nothing yet\nrollout one-by-one check\n")).toEqual(all);
  });
});

describe("what is right is left alone", () => {
  const alternatives = join(lab, "alternatives");
  it.each(["", ...readdirSync(alternatives)])("the solution, or %s", async (name) => {
    const own = join(alternatives, name, "node/etc/choices");
    expect(await found(name === "" ? solution : readFileSync(own, "utf8"))).toEqual([]);
  });

  it("nodes with different files are no matter of these rules", async () => {
    const edits = { "n1/etc/choices": () => "rollout at-once\n" };
    expect(linesOf(await diagnosedBy(lab, { rules, edits }))).toEqual([]);
  });
});

describe("each mutant's cause is found first", () => {
  const mutants = join(lab, "mutants");
  it.each(readdirSync(mutants))("%s", async (name) => {
    const cause = /^cause: (\S+)$/m.exec(readFileSync(join(mutants, name, "mutant.yaml"), "utf8"));
    const [first] = await found(readFileSync(join(mutants, name, "node/etc/choices"), "utf8"));
    expect(first?.split(" ")[0]).toBe(cause?.[1]);
  });
});
