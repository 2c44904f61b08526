import { expect, it } from "vitest";
import { refusedLine } from "../../../cli/core/cluster/refused-line.ts";

function node(path: string, content: string) {
  return { files: [{ path, content, mode: 0o644, source: "x", owner: "student" as const }] };
}

it.each([
  [
    "haproxy",
    "haproxy: did not start: [ALERT] (1) : config : parsing [/etc/haproxy/haproxy.cfg:2] : unknown keyword 'bnd' in 'listen' section; did you mean 'bind' maybe ?",
    node("/etc/haproxy/haproxy.cfg", "listen site\n  bnd :80\n"),
    ["2 |   bnd :80", "  |   ^^^"],
  ],
  [
    "named",
    "bind9: check failed: /etc/bind/named.conf:3: unknown option 'recurshun'",
    node("/etc/bind/named.conf", 'options {\n  directory "/x";\n  recurshun no;\n};\n'),
    ["3 |   recurshun no;", "  |   ^^^^^^^^^"],
  ],
  [
    "nftables, by its columns",
    "nftables: did not start: /etc/nftables.conf:1:6-8: Error: syntax error",
    node("/etc/nftables.conf", "jump jmp there\r\n"),
    ["1 | jump jmp there", "  |      ^^^"],
  ],
  [
    "keepalived, the whole line where no word is named",
    "(/etc/keepalived/keepalived.conf: Line 12) Unknown keyword",
    node("/etc/keepalived/keepalived.conf", `${"\n".repeat(11)}\tbananas 5  \n`),
    ["12 |  bananas 5  ", "   |  ^^^^^^^^^"],
  ],
  [
    "what cannot be seen is made visible",
    "/etc/nlb.conf:1: unknown word",
    node("/etc/nlb.conf", "\ufeffid 1\n"),
    ["1 | \u00b7id 1", "  | ^^^^^"],
  ],
])("%s", (_, said, files, lines) => {
  expect(refusedLine(said, files)).toEqual(lines);
});

it.each([
  ["no place", "keepalived: not ready within 5 s"],
  ["another file", "/etc/passwd:1: unknown"],
  ["a line that is not there", "/etc/x.conf:99: unknown"],
  ["line 0", "/etc/x.conf:0: unknown"],
])("%s: nothing", (_, said) => {
  expect(refusedLine(said, node("/etc/x.conf", "a\nb\n"))).toEqual([]);
});

it.each([
  ["a key's line", "/etc/x.conf:1: bad", 'key "k" { secret "YSBzZWNyZXQ="; };'],
  ["a password's", "/etc/x.conf:1: bad", "  auth_pass hunter2"],
  ["one of which a secret was left out", "/etc/x.conf:1: '(secret)' unexpected", "YSBzZWNyZXQ="],
])("%s is not shown", (_, said, line) => {
  expect(refusedLine(said, node("/etc/x.conf", `${line}\n`))).toEqual([]);
});

it("a long line is cut, and an empty one has no caret", () => {
  const [text = ""] = refusedLine("/etc/x.conf:1: bad", node("/etc/x.conf", "x".repeat(100_000)));
  expect(text.length).toBeLessThan(200);
  expect(refusedLine("/etc/x.conf:2: bad", node("/etc/x.conf", "a\n\n"))).toEqual(["2 | "]);
});
