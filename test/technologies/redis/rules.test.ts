import { describe, expect, it } from "vitest";
import { kind as redis } from "../../../cli/technologies/redis/explains/redis.ts";
import { kind as sentinel } from "../../../cli/technologies/redis/explains/sentinel.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("redis");
const lab = "balancer-sessions";
type Edit = readonly [from: string | RegExp, to: string];

const places = {
  sentinels: ["app1", "app2", "app3"].map((node) => `${node}/etc/redis/sentinel.conf`),
  sentinel: ["app2/etc/redis/sentinel.conf"],
  stores: ["store1", "store2"].map((node) => `${node}/etc/redis/redis.conf`),
  master: ["store1/etc/redis/redis.conf"],
  replica: ["store2/etc/redis/redis.conf"],
} as const;

type Whose = keyof typeof places;
const everybody: readonly Whose[] = ["sentinels", "sentinel", "stores", "master", "replica"];

async function found(changes: Partial<Record<Whose, Edit>>) {
  const edits: Record<string, (text: string) => string> = {};
  for (const whose of everybody)
    for (const path of changes[whose] ? places[whose] : [])
      edits[path] = (text) => {
        const [from, to] = changes[whose] ?? ["", ""];
        const after = text.replace(from, to);
        expect(after, path).not.toBe(text);
        return after;
      };
  return (await diagnosedBy(lab, { rules, edits })).findings;
}

const names = (findings: Awaited<ReturnType<typeof found>>) =>
  findings.filter(({ followsFrom }) => followsFrom === null).map(({ rule }) => rule.slice(6));

describe("each mistake is found, and nothing else", () => {
  it.each<[rule: string, what: string, Parameters<typeof found>[0]]>([
    ["quorum-too-high", "four of three", { sentinels: ["6379 2", "6379 4"] }],
    ["quorum-of-one", "one alone", { sentinels: ["6379 2", "6379 1"] }],
    [
      "sentinels-differ",
      "another address",
      {
        sentinel: ["10.86.0.31", "10.86.0.32"],
      },
    ],
    ["down-after-slow", "10 s", { sentinels: ["shop 1000", "shop 10000"] }],
    ["down-after-slow", "nobody says", { sentinels: [/sentinel down-after.*/, ""] }],
    ["no-replica", "two masters", { replica: [/replicaof.*/, ""] }],
    ["no-replica", "of no one", { replica: [/replicaof.*/, "replicaof NO ONE"] }],
    ["replica-of-nobody", "another port", { replica: ["10.86.0.31 6379", "10.86.0.31 6380"] }],
    ["replica-of-nobody", "of itself", { replica: ["10.86.0.31", "10.86.0.32"] }],
    ["master-is-replica", "the replica is watched", { sentinels: ["10.86.0.31", "10.86.0.32"] }],
    ["master-by-name", "a name", { sentinels: ["10.86.0.31", "store1"] }],
    ["sentinel-idle", "one watches nothing", { sentinel: [/^sentinel .*/gm, ""] }],
    ["memory-only-master", "nothing is written", { master: ["appendonly yes", "appendonly no"] }],
    ["protected-mode", "its default", { master: ["protected-mode no", ""] }],
    ["bind-unreachable", "of a store", { master: ["bind 0.0.0.0", "bind 127.0.0.1 -::1"] }],
    [
      "bind-unreachable",
      "of a Sentinel",
      {
        sentinel: ["bind 0.0.0.0", "bind 127.0.0.1"],
      },
    ],
    [
      "passwords-differ",
      "the replica has none",
      {
        master: ["protected-mode no", "requirepass a"],
        sentinels: ["sentinel failover", "sentinel auth-pass shop a\nsentinel failover"],
      },
    ],
    [
      "passwords-differ",
      "the Sentinels have another",
      {
        master: ["protected-mode no", "requirepass a"],
        replica: ["protected-mode no", "protected-mode no\nmasterauth a"],
        sentinel: ["sentinel failover", "sentinel auth-pass shop b\nsentinel failover"],
      },
    ],
    [
      "min-replicas",
      "one is too many",
      { stores: ["protected-mode no", "protected-mode no\nmin-replicas-to-write 1"] },
    ],
    [
      "comment-behind",
      "a comment is an argument",
      { master: ["port 6379", "port 6379 # as usual"] },
    ],
    [
      "unknown-directive",
      "a slip",
      { master: ["appendonly yes", "appendonly yes\nappendfsinc everysec"] },
    ],
    [
      "unknown-directive",
      "of Sentinel",
      { sentinel: ["sentinel failover-timeout", "sentinel failover-timout"] },
    ],
  ])("%s: %s", async (rule, what, changes) => {
    const findings = await found(changes);
    const expected = what.startsWith("the Sentinels") ? [rule, rule, rule] : [rule];
    expect(new Set(names(findings))).toEqual(new Set(expected));
    for (const { because, see, hints } of findings)
      for (const text of [because, see, ...hints]) expect(text).not.toMatch(/\{\w+\}/);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[what: string, Parameters<typeof found>[0]]>([
    ["all three must agree", { sentinels: ["6379 2", "6379 3"] }],
    ["4.8 s in all, and the lab bears 8", { sentinels: ["shop 1000", "shop 5000"] }],
    ["snapshots are enough of a disk", { master: [/save ""\nappendonly yes/, "appendonly no"] }],
    ["only the replica keeps nothing", { replica: ["appendonly yes", "appendonly no"] }],
    [
      "no replica is wanted",
      { stores: ["protected-mode no", "protected-mode no\nmin-replicas-to-write 0"] },
    ],
    [
      "a number sign in a password",
      { master: ["protected-mode no", 'protected-mode no\nmasterauth "#a"'] },
    ],
    [
      "a directive that no table has",
      { master: ["port 6379", "port 6379\nsome-future-thing yes"] },
    ],
    [
      "a file that includes itself",
      { master: ["port 6379", "port 6379\ninclude /etc/redis/redis.conf"] },
    ],
  ])("%s", async (_, changes) => {
    expect(names(await found(changes))).toEqual([]);
  });
});

describe("the tables", () => {
  it("say what stands in a line", () => {
    expect(redis.at("port 6379\nAppendOnly yes\n", 2)).toMatchObject({
      name: "appendonly",
      otherwise: "no",
    });
    expect(sentinel.at("sentinel down-after-milliseconds shop 1000", 1)).toMatchObject({
      unit: "milliseconds",
      otherwise: "30000",
    });
    expect(redis.at("# port 1\n", 1)).toBeUndefined();
    expect(redis.at("", 9)).toBeUndefined();
  });

  it("are each of its own files", () => {
    const paths = ["/etc/redis/redis.conf", "/etc/redis/sentinel.conf", "/etc/shop.conf"];
    expect(paths.map((path) => redis.takes(path))).toEqual([true, false, false]);
    expect(paths.map((path) => sentinel.takes(path))).toEqual([false, true, false]);
  });
});
