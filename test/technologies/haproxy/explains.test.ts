import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kind } from "../../../cli/technologies/haproxy/explains/haproxy.ts";
import { parseFile } from "../../../cli/technologies/haproxy/syntax/tree.ts";
import { directives } from "../../../cli/technologies/haproxy/wording/directives.ts";

const right = join(import.meta.dirname, "right");
const files = readdirSync(right).flatMap((lab) =>
  readdirSync(join(right, lab)).map((name) => join(right, lab, name)),
);

it("takes HAProxy's files", () => {
  expect(kind.takes("/etc/haproxy/haproxy.cfg")).toBe(true);
  expect(kind.takes("/etc/haproxy/site.pem")).toBe(false);
  expect(kind.takes("/etc/keepalived/keepalived.conf")).toBe(false);
});

it("says what stands in a line, and of a server line each option", () => {
  const text =
    "defaults\n  no option redispatch\nbackend a\n  server x 10.0.0.1:80 check inter 500ms\n\n";
  expect(kind.at(text, 2)).toMatchObject({
    name: "option redispatch",
    does: expect.stringMatching(/taken away\.$/),
    otherwise: "off",
  });
  expect(kind.at(text, 4)?.does).toBe(
    "A server of the backend: a name, an address with its port, and options. Here: check: the server is asked regularly whether it lives (without it: it always counts as alive); inter 500ms: the time between two checks of a server whose state is settled (without it: 2s).",
  );
  expect(kind.at(text, 5)).toBeUndefined();
  expect(kind.at("frobnicate 1\n", 1)).toBeUndefined();
});

it("has a source and a sentence for each", () => {
  expect(directives.size).toBeGreaterThan(75);
  for (const { does, source } of directives.values()) {
    expect(does).toMatch(/^[A-Zt].*\.$/);
    expect(source).toMatch(/^HAProxy configuration manual 2\.6, /);
  }
});

describe("knows every line of what the labs and the fixtures have", () => {
  it.each(files)("%s", (path) => {
    const text = readFileSync(path, "utf8");
    const lines = parseFile(text).sections.flatMap(({ head, directives: own }) => [head, ...own]);
    const unknown = lines.filter(({ line }) => !kind.at(text, line));
    const meant = unknown.filter(
      ({ words: [word = ""] }) => !/^(tune|ssl)\.|^nameserver$/.test(word),
    );
    expect(meant.map(({ words }) => words.join(" "))).toEqual([]);
  });
});
