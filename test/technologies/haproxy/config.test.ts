import { describe, expect, it } from "vitest";
import {
  conditionOf,
  holds,
  type Request,
  testOf,
} from "../../../cli/technologies/haproxy/conditions.ts";
import { parseConfig, wordsOf } from "../../../cli/technologies/haproxy/config.ts";
import { type Services, servicesOf } from "../../../cli/technologies/haproxy/services.ts";

describe("HAProxy's words", () => {
  it.each([
    ["  server web1 10.0.0.1:80 check # slow", ["server", "web1", "10.0.0.1:80", "check"]],
    ["acl a path -i '/a b' \"/c # d\"", ["acl", "a", "path", "-i", "/a b", "/c # d"]],
    ["log-format a\\ b\\#c", ["log-format", "a b#c"]],
    ["x one'two'\"three\"", ["x", "onetwothree"]],
    ["http-request deny if { path '' }", ["http-request", "deny", "if", "{", "path", "", "}"]],
    ["# nothing", []],
  ])("%j", (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });
});

const services = (text: string): Services => servicesOf(parseConfig(text));
const servers = (text: string) => services(text).backends.flatMap((one) => one.servers);

describe("a server's checks", () => {
  it.each<[string, string, object]>([
    [
      "default-server of one backend says nothing of another",
      "backend a\n  default-server inter 100ms fall 1\n  server x 10.0.0.1:80 check\nbackend b\n  server y 10.0.0.1:80 check",
      [
        { name: "x", interS: 0.1, fall: 1 },
        { name: "y", interS: 2, fall: 3 },
      ],
    ],
    [
      "default-server counts for the servers below it",
      "backend a\n  server x 10.0.0.1:80 check\n  default-server inter 5s\n  server y 10.0.0.1:80 check",
      [{ interS: 2 }, { interS: 5 }],
    ],
    [
      "a timeout counts wherever it stands in its section",
      "backend a\n  server x 10.0.0.1:80 check inter 1s\n  timeout check 3s",
      [{ timeoutS: 4 }],
    ],
    [
      "new defaults forget the ones before",
      "defaults\n  default-server inter 9s\ndefaults\n  mode http\nbackend a\n  server x 10.0.0.1:80 check",
      [{ interS: 2 }],
    ],
    [
      "named defaults",
      "defaults slow\n  default-server inter 9s\ndefaults\n  mode http\nbackend a from slow\n  server x 10.0.0.1:80 check",
      [{ interS: 9 }],
    ],
    [
      "track takes the other one's",
      "backend a\n  server x 10.0.0.1:80 track b/x\nbackend b\n  server x 10.0.0.1:80 check inter 7s fall 4",
      [
        { checked: true, interS: 7, fall: 4 },
        { checked: true, interS: 7 },
      ],
    ],
    [
      "a circle of tracks ends",
      "backend a\n  server x 10.0.0.1:80 track y inter 3s\n  server y 10.0.0.1:80 track x",
      [{ interS: 3 }, { interS: 2 }],
    ],
    [
      "a value that looks like an option",
      "backend a\n  server x 10.0.0.1:80 cookie check",
      [{ checked: false }],
    ],
    [
      "spread-checks",
      "global\n  spread-checks 20\nbackend a\n  server x 10.0.0.1:80 check",
      [{ spread: 20 }],
    ],
    [
      "server-template",
      "backend a\n  server-template web 3 10.0.0.1:80 check inter 4s",
      [{ interS: 4, address: "10.0.0.1" }],
    ],
    [
      "peers are no servers",
      "peers p\n  server lb1 10.0.0.1:1024\nbackend a\n  server x 10.0.0.1:80 check",
      [{ name: "x" }],
    ],
  ])("%s", (_, text, expected) => {
    expect(servers(text)).toMatchObject(expected);
  });

  /** Configuration manual 2.6, 4.2 and 5.2: what changes a time and is in no formula. */
  it.each<[string, readonly string[]]>([
    ["  server x 10.0.0.1:80 check agent-check agent-port 9", ["agent-check"]],
    ["  server x web1:80 check resolvers dns", ["resolvers dns"]],
    ["  server x 10.0.0.1:80 check slowstart 10s", ["slowstart 10s"]],
    ["  option external-check\n  server x 10.0.0.1:80 check", ["option external-check"]],
    ["  option persist\n  server x 10.0.0.1:80 check", ["option persist"]],
    [
      "  force-persist if { path /a }\n  server x 10.0.0.1:80 check",
      ["force-persist if { path /a }"],
    ],
    ['  server x 10.0.0.1:80 check inter "$INTER"', ["inter $INTER"]],
    ["  timeout check $T\n  server x 10.0.0.1:80 check", ["timeout check $T"]],
    ["  server x 10.0.0.1:80 check of-tomorrow 5", ["of-tomorrow", "5"]],
    [
      ".if defined(X)\n  default-server inter 9s\n.endif\n  server x 10.0.0.1:80 check",
      [".if defined(X)"],
    ],
    ["  server x 10.0.0.1:80 track b/y slowstart 10s\n", ["slowstart 10s"]],
    ["  server x 10.0.0.1:80 track b/z slowstart 10s\n", ["resolvers r", "slowstart 10s"]],
    // It makes no checks of its own.
    ['  option external-check\n  server x 10.0.0.1:80 track b/y inter "$INTER"', []],
    ["  default-server agent-check\n  server x 10.0.0.1:80 check no-agent-check", []],
    ["  option persist\n  no option persist\n  server x 10.0.0.1:80 check", []],
    ["  server x 10.0.0.1:80 check observe layer7 error-limit 5 on-error mark-down", []],
    ["  server x 10.0.0.1:80 check source 10.0.0.9 usesrc clientip weight 5 ssl verify none", []],
    [
      "  option redispatch\n  retries 2\n  option httpchk GET /\n  server x 10.0.0.1:80 check backup",
      [],
    ],
  ])("%j: %j is not timed", (text, directives) => {
    const other = "backend b\n  server y h:80 check\n  server z h:80 check resolvers r\n";
    const [first] = servers(`backend a\n${text}\n${other}`);
    expect(first?.untimed.map(({ directive }) => directive)).toEqual(directives);
  });

  it("say in which file and line", () => {
    const text =
      "# halab file /etc/haproxy/haproxy.cfg\ndefaults\n# halab file /etc/haproxy/conf.d/b.cfg\nbackend a\n\n  server x h:80 resolvers r\n";
    expect(servers(text)[0]?.untimed).toEqual([
      { directive: "resolvers r", at: "b.cfg:3", changes: "both" },
    ]);
  });
});

describe("a frontend's places", () => {
  it.each([
    ["10.77.0.100:80", [{ address: "10.77.0.100", from: 80, to: 80 }]],
    [
      ":80,*:443",
      [
        { from: 80, to: 80 },
        { from: 443, to: 443 },
      ],
    ],
    ["ipv4@10.0.0.1:8000-8009 ssl crt x", [{ address: "10.0.0.1", from: 8000, to: 8009 }]],
    ["/run/haproxy.sock", []],
    ["unix@/run/x:80y", []],
  ])("bind %s", (bind, binds) => {
    expect(services(`frontend f\n  bind ${bind}\n`).frontends[0]?.binds).toEqual(binds);
  });
});

describe("a condition", () => {
  const asked: Request = { address: "10.77.0.100", port: 80, path: "/hello", host: "10.77.0.100" };
  const acls = new Map([
    ["hello", [testOf(["path", "/hi"]), testOf(["path", "/hello"])]],
    ["api", [testOf(["path_beg", "/api/"])]],
    ["chance", [testOf(["rand(2)", "1"])]],
  ]);
  it.each<[string, boolean | undefined]>([
    ["", true],
    ["if { path /hello }", true],
    ["if { path -i /HELLO }", true],
    ["if { path -m beg /he }", true],
    ["if { path,lower -m end LO }", true],
    ["if { path_sub ell }", true],
    ["if { path /quick }", false],
    ["unless { path /quick }", true],
    ["if !{ path /hello }", false],
    ["if ! hello", false],
    ["if hello", true],
    ["if api or hello", true],
    ["if api hello", false],
    ["if hello !api", true],
    ["if api || { dst_port 80 }", true],
    ["if { hdr(host) -i example.org }", false],
    ["if { req.hdr(host) 10.77.0.100 }", true],
    ["if chance", undefined],
    ["if hello chance", undefined],
    ["if api chance", false],
    ["if hello or chance", true],
    ["unless chance", undefined],
    ["if { path_reg ^/h }", undefined],
    ["if { path -m reg ^/h }", undefined],
    ["if { path -f /etc/paths }", undefined],
    ["if { src 10.0.0.0/8 }", undefined],
    ["if unheard-of", undefined],
    ["if { path or }", false],
    ["if TRUE", undefined],
  ])("%j is %s", (text, expected) => {
    const words = text === "" ? [] : text.split(" ");
    expect(holds(conditionOf(words, acls), asked)).toBe(expected);
  });
});
