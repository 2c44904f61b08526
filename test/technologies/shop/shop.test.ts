import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";
import { parseShop } from "../../../cli/technologies/shop/config.ts";
import { kind as explains } from "../../../cli/technologies/shop/explains/shop.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

describe("shop.conf", () => {
  it("is read as the shop reads it", () => {
    const { directives } = parseShop("# x\n listen\t8080#y\r\nbasket /a redis 10.0.0.1:6379 # z\n");
    expect(directives).toEqual([
      { words: ["listen", "8080"], columns: [2, 9], line: 2 },
      { words: ["basket", "/a", "redis", "10.0.0.1:6379"], columns: [1, 8, 11, 17], line: 3 },
    ]);
  });

  const again = (text: string) =>
    parseShop(text)
      .tokens.map((token) => token.text)
      .join("");
  const files = [labsDir(), templatesDir()].flatMap((base) =>
    readdirSync(base, { recursive: true, encoding: "utf8" })
      .filter((path) => /shop\.conf(\.hbs)?$/.test(path))
      .map((path) => join(base, path)),
  );
  const [first = "", ...rest] = files.map((path) => readFileSync(path, "utf8"));

  it.each(files)("%s comes back", (path) => {
    const text = readFileSync(path, "utf8");
    expect(again(text)).toBe(text);
  });

  it("comes back whatever it is", () => {
    const pieces = "basket /memory memory cookie sentinel 10.0.0.1:6379 key work 20".split(" ");
    survives(500, { files: [first, ...rest], pieces: ["listen", ...pieces] }, again);
  });

  it("is explained line by line", () => {
    const text = "listen 80\nbasket /a sentinel b c\nbasket /a toString\n";
    expect(explains.at(text, 1)?.otherwise).toBe("8080");
    expect(explains.at(text, 2)?.does).toBe(
      "Keeps the baskets of /a in a Redis; these Sentinels know which one is the master of that name.",
    );
    expect(explains.at(text, 3)?.does).toContain("does not know");
    expect(explains.at(text, 4)).toBeUndefined();
    expect(explains.takes("/etc/shop.conf")).toBe(true);
  });
});

const rules = await rulesOf("shop");
type Edit = readonly [path: string, from: string | RegExp, to: string];
const shops = ["app1", "app2", "app3"].map((node) => `${node}/etc/shop.conf`);
const balancers = ["lb1", "lb2"].map((node) => `${node}/etc/haproxy/haproxy.cfg`);
const all = (paths: readonly string[], from: string | RegExp, to: string) =>
  paths.map((path): Edit => [path, from, to]);

async function found(edits: readonly Edit[]) {
  const byPath = Object.fromEntries(
    edits.map(([path, from, to]) => [
      path,
      (text: string) => {
        const after = text.replace(from, to);
        expect(after, path).not.toBe(text);
        return after;
      },
    ]),
  );
  return (await diagnosedBy("balancer-sessions", { rules, edits: byPath })).findings;
}

const names = (findings: Awaited<ReturnType<typeof found>>) =>
  findings.filter(({ followsFrom }) => followsFrom === null).map(({ rule }) => rule.slice(5));

describe("each mistake is found, and nothing else", () => {
  it.each<[rule: string, what: string, edits: readonly Edit[]]>([
    ["keys-differ", "one of three", [["app2/etc/shop.conf", /^key .*/m, "key another"]]],
    ["baskets-in-memory", "the central ones", all(shops, /central .*/, "central memory")],
    [
      "store-fixed",
      "the master's address",
      all(shops, /central .*/, "central redis 10.86.0.31:6379"),
    ],
    ["store-shared", "the store alone", all(shops, /central .*/, "central redis 10.86.0.35:6379")],
    ["store-elsewhere", "a cookie", all(shops, /single .*/, "single cookie")],
    ["store-of-nobody", "a slip", all(shops, "10.86.0.35", "10.86.0.53")],
    [
      "store-wants-password",
      "the shop has none",
      [["store1/etc/redis/redis.conf", "port 6379", "port 6379\nrequirepass a"]],
    ],
    ["sentinel-of-nobody", "another name", all(shops, "sentinel shop", "sentinel store")],
    ["sentinel-of-nobody", "another port", all(shops, /:26379/g, ":26380")],
    [
      "designs-differ",
      "one has a cookie",
      [["app3/etc/shop.conf", /signed cookie/, "signed memory"]],
    ],
    ["basket-missing", "one has none", [["app3/etc/shop.conf", /basket .signed.*/, ""]]],
    ["refused-line", "a name is no address", all(shops, "10.86.0.35", "single")],
    ["refused-line", "two lines for one path", all(shops, /basket .single.*/, "$&\n$&")],
    ["refused-line", "no port", all(shops, "10.86.0.35:6379", "10.86.0.35")],
    ["refused-line", "too much", all(shops, "memory memory", "memory memory please")],
    ["unknown-word", "a slip", all(shops, "basket /signed", "bascket /signed")],
    ["unknown-word", "no such way", all(shops, "signed cookie", "signed cookies")],
    ["no-key", "nobody signs", all(shops, /^key .*/m, "")],
    ["port-differs", "the shop is elsewhere", [["app2/etc/shop.conf", "8080", "8081"]]],
    ["check-asks-store", "one store", all(balancers, "GET /health", "GET /single/health")],
    [
      "check-asks-store",
      "the master",
      all(
        balancers,
        "option httpchk GET /health",
        "option httpchk\n  http-check send meth GET uri /central/health",
      ),
    ],
    [
      "check-asks-nothing",
      "a page that is not there",
      all(balancers, "GET /health", "HEAD /healthz HTTP/1.0"),
    ],
  ])("%s: %s", async (rule, _, edits) => {
    const findings = await found(edits);
    expect(names(findings)).toEqual([rule]);
    for (const { because, see, hints } of findings)
      for (const text of [because, see, ...hints]) expect(text).not.toMatch(/\{\w+\}/);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[what: string, edits: readonly Edit[]]>([
    ["another key on all", all(shops, /^key .*/m, "key another")],
    ["memory where affinity is wanted", all(shops, "memory memory", "memory memory # here")],
    ["one Sentinel of three is known", all(shops, / 10.86.0.22:26379 10.86.0.23:26379/, "")],
    ["a check of what the server itself has", all(balancers, "GET /health", "GET /memory/health")],
    [
      "a check that wants a 404",
      all(balancers, "GET /health", "GET /nothing\n  http-check expect status 404"),
    ],
    [
      "something else on the same node",
      all(
        balancers,
        "listen static",
        "listen other\n  mode tcp\n  bind :9000\n  server app1 10.86.0.21:26379 check\n\nlisten static",
      ),
    ],
  ])("%s", async (_, edits) => {
    expect(names(await found(edits))).toEqual([]);
  });

  it("Sentinels that something else than the lab starts", async () => {
    const lab = join(labsDir(), "replication-choices");
    expect(names((await diagnosedBy(lab, { rules })).findings)).toEqual([]);
  });
});
