import { describe, expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("haproxy");
type Edit = readonly [from: string | RegExp, to: string];

const path = "/etc/haproxy/haproxy.cfg";

function edited(edits: readonly Edit[]): (text: string) => string {
  return (text) =>
    edits.reduce((before, [from, to]) => {
      const after = before.replaceAll(from, to);
      expect(after, String(from)).not.toBe(before);
      return after;
    }, text);
}

/** What the rules find when both balancers' files are changed, or one's alone. */
async function found(lab: string, edits: readonly Edit[], nodes = ["lb1", "lb2"]) {
  const edit = edited(edits);
  const files = Object.fromEntries(nodes.map((node) => [`${node}${path}`, edit]));
  return (await diagnosedBy(lab, { rules, edits: files })).findings;
}

const names = (findings: readonly { readonly rule: string }[]) =>
  findings.map(({ rule }) => rule.replace("haproxy/", ""));

const vrrp = "vrrp-failover";
const shop = "balancer-sessions";
const tracks = / track any\/app\d/g;

describe("each mistake is found, and nothing else", () => {
  it.each<[rule: string, what: string, lab: string, edits: readonly Edit[]]>([
    ["no-check", "nobody asks whether servers live", vrrp, [[" check inter", " inter"]]],
    ["no-check", "one server is not asked", vrrp, [["22:80", "22:80 no-check"]]],
    ["checks-too-slow", "dead after 32 s", vrrp, [["inter 500ms fastinter 200ms", "inter 8s"]]],
    ["checks-too-slow", "back after 25 s", vrrp, [["rise 2", "rise 50"]]],
    ["server-missing", "a server is forgotten", vrrp, [[/^.*server web2.*\n/gm, ""]]],
    ["server-missing", "a server is out of service", vrrp, [["22:80", "22:80 disabled"]]],
    ["server-missing", "a server has no weight", vrrp, [["22:80", "22:80 weight 0"]]],
    ["server-missing", "nobody is there", vrrp, [[/^.*server web.*\n/gm, ""]]],
    [
      "server-twice",
      "a server has two lines",
      vrrp,
      [["  server web2", "  server web3 10.77.0.21:80\n  server web2"]],
    ],
    ["bind-missing", "another port", vrrp, [[":80\n  default", ":8080\n  default"]]],
    ["bind-missing", "another address", vrrp, [["bind 10.77.0.100", "bind 10.77.0.101"]]],
    ["bind-missing", "no frontend", shop, [[/^listen turn[\s\S]*?\n\n/gm, ""]]],
    ["name-unknown", "no such backend", vrrp, [["default_backend web", "default_backend wbe"]]],
    ["name-unknown", "no such acl", shop, [["if { path_beg /memory/ }", "if is_memory"]]],
    [
      "name-unknown",
      "no such peers",
      shop,
      [["peers balancers\n  peer", "peers balancer\n  peer"]],
    ],
    ["name-unknown", "no such cache", shop, [["cache-use pages", "cache-use page"]]],
    ["name-unknown", "no such server", shop, [["app1 track any/app1\n", "app1 track any/app4\n"]]],
    [
      "mode-mismatch",
      "a backend of bytes",
      vrrp,
      [["\nbackend web\n", "\nbackend web\n  mode tcp\n"]],
    ],
    ["mode-tcp", "nobody says http", shop, [["  mode http\n", ""]]],
    ["timeouts-missing", "two of three", vrrp, [[/ {2}timeout (client|server).*\n/g, ""]]],
    ["timeouts-missing", "none is none", vrrp, [["timeout server 5s", "timeout server 0"]]],
    ["no-redispatch", "no retries", shop, [["retries 3", "retries 0"]]],
    ["no-redispatch", "the same server again", shop, [["  option redispatch 1\n", ""]]],
    ["connect-too-patient", "5 s", shop, [["timeout connect 350ms", "timeout connect 5000"]]],
    [
      "no-affinity",
      "no cookie",
      shop,
      [
        [/ {2}cookie SRV.*\n/g, ""],
        [/ cookie app\d/g, ""],
      ],
    ],
    ["no-affinity", "a table that nobody asks", shop, [["  stick on src\n", ""]]],
    ["cookie-incomplete", "servers without names", shop, [[/ cookie app[23]/g, ""]]],
    ["cookie-incomplete", "the same name twice", shop, [["cookie app2", "cookie app1"]]],
    [
      "source-hash",
      "consistent or not, a drained server's users move",
      shop,
      [[/ {2}stick-table.*\n {2}stick on src/g, "  balance source\n  hash-type consistent"]],
    ],
    ["peers-missing", "a table alone", shop, [["30m peers balancers", "30m"]]],
    [
      "peer-not-here",
      "names that are no host's",
      shop,
      [
        ["peer lb1", "peer balancer1"],
        ["peer lb2", "peer balancer2"],
      ],
    ],
    ["peer-not-here", "another address", shop, [["peer lb2 10.86.0.12", "peer lb2 10.86.0.13"]]],
    ["weights", "not as the lab asks", shop, [["weight 3 ", "weight 2 "]]],
    [
      "weights",
      "in turn means alike",
      shop,
      [
        [
          /balance roundrobin\n {2}server app1 10.86.0.21:8080 track any\/app1\n {2}server app2 10.86.0.22:8080 track any\/app2\n {2}server app3 10.86.0.23:8080 track any\/app3\n\nlisten least/g,
          "balance roundrobin\n  server app1 10.86.0.21:8080 weight 5 track any/app1\n  server app2 10.86.0.22:8080 track any/app2\n  server app3 10.86.0.23:8080 track any/app3\n\nlisten least",
        ],
      ],
    ],
    ["not-leastconn", "in turn", shop, [["balance leastconn", "balance static-rr"]]],
    ["no-cache", "never filled", shop, [["  http-response cache-store pages\n", ""]]],
    ["no-cache", "never asked", shop, [["  http-request cache-use pages\n", ""]]],
    ["no-tls", "a port is not enough", shop, [[" ssl crt /etc/haproxy/site.pem", ""]]],
    [
      "one-server-for-all",
      "a hash of one address",
      vrrp,
      [["balance roundrobin", "balance source"]],
    ],
    [
      "one-server-for-all",
      "a table",
      vrrp,
      [["balance roundrobin", "stick-table type ip size 1k\n  stick on src"]],
    ],
    ["no-admin-socket", "nobody may change anything", shop, [[" level admin", ""]]],
    ["no-admin-socket", "no socket at all", shop, [[/ {2}stats socket.*\n/g, ""]]],
    ["certificate-missing", "a slip", shop, [["site.pem", "sites.pem"]]],
    ["certificate-missing", "none at all", shop, [[" crt /etc/haproxy/site.pem", ""]]],
    ["no-backend", "the rest of the requests", shop, [["  default_backend any\n", ""]]],
    ["unknown-keyword", "a slip", vrrp, [["balance roundrobin", "blance roundrobin"]]],
    ["unknown-keyword", "of an option", vrrp, [["option redispatch", "option redispach"]]],
    ["unknown-keyword", "of a server", vrrp, [["21:80", "21:80 wieght 1"]]],
    [
      "unknown-keyword",
      "a mark that nobody sees",
      vrrp,
      [[/^# HAProxy: one.*\n.*\nglobal/g, "\uFEFFglobal"]],
    ],
    ["cut-off", "no line feed at the end", vrrp, [[/\n$/g, ""]]],
    ["track-blind", "nobody checks", shop, [["8080 check", "8080"]]],
    [
      "backend-unused",
      "a hint",
      vrrp,
      [["\nbackend web\n", "\nbackend old\n  server web1 10.77.0.21:80\n\nbackend web\n"]],
    ],
    ["server-nowhere", "a slip", vrrp, [["10.77.0.22", "10.77.0.23"]]],
    ["server-port-closed", "nginx is elsewhere", vrrp, [["21:80", "21:8080"]]],
    [
      "backup-sticks",
      "a hint",
      shop,
      [["  stick on src\n", "  stick on src\n  server last 10.86.0.21:8080 backup\n"]],
    ],
  ])("%s: %s", async (rule, _, lab, edits) => {
    const findings = await found(lab, edits);
    const roots = findings.filter(({ followsFrom }) => followsFrom === null);
    expect(names(roots)).toEqual([rule]);
    expect(findings[0]?.where.map(({ node }) => node)).toContain("lb2");
    for (const text of [findings[0]?.because, findings[0]?.see, ...(findings[0]?.hints ?? [])])
      expect(text).not.toMatch(/\{\w+\}/);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[what: string, lab: string, edits: readonly Edit[]]>([
    ["agents say how a server is", vrrp, [[" check inter", " agent-check agent-port 9 inter"]]],
    [
      "users are sent elsewhere before they notice",
      vrrp,
      [
        ["timeout connect 500ms", "timeout connect 100ms"],
        [" check inter", " inter"],
      ],
    ],
    [
      "14.4 s, and the lab bears 15",
      vrrp,
      [
        ["inter 500ms fastinter 200ms", "inter 4800ms"],
        ["fall 2", "fall 1"],
      ],
    ],
    ["a name of /etc/hosts", vrrp, [["10.77.0.21:80", "web1:80"]]],
    [
      "the same server twice, and the other one too",
      vrrp,
      [[/ {2}server (web\d) (\S+)/g, "  server $1 $2\n  server again-$1 $2"]],
    ],
    ["any address", vrrp, [["bind 10.77.0.100:80", "bind *:80"]]],
    [
      "predefined and inline conditions",
      shop,
      [
        [
          "if { path_beg /memory/ }",
          "if METH_GET { path_beg /memory/ } or METH_POST !FALSE { path_beg /memory/ }",
        ],
      ],
    ],
    ["a frontend of bytes before HTTP", vrrp, [["frontend site\n", "frontend site\n  mode tcp\n"]]],
    [
      "connect is short enough for two tries",
      shop,
      [
        ["timeout connect 350ms", "timeout connect 400ms"],
        ["option redispatch 1", "option redispatch 2"],
      ],
    ],
    [
      "all weights alike",
      shop,
      [
        [tracks, " weight 1$&"],
        ["weight 3 weight 1", "weight 3"],
        ["weight 2 weight 1", "weight 2"],
        ["weight 1 weight 1", "weight 1"],
      ],
    ],
    [
      "affinity where nobody needs it",
      shop,
      [
        [
          "backend any\n  balance roundrobin",
          "backend any\n  balance leastconn\n  cookie ANY insert",
        ],
      ],
    ],
    [
      "traffic says sooner that a server is down",
      vrrp,
      [
        [
          "inter 500ms fastinter 200ms downinter 500ms fall 2 rise 2",
          "observe layer4 error-limit 1 on-error mark-down inter 30s downinter 500ms fastinter 500ms rise 1",
        ],
        ["retries 2", "retries 2\n  timeout check 1s"],
      ],
    ],
    ["a certificate of the environment", shop, [["crt /etc/haproxy/site.pem", 'crt "$CERT"']]],
  ])("%s", async (_, lab, edits) => {
    expect(names(await found(lab, edits))).toEqual([]);
  });
});

describe("an address that the node does not have", () => {
  const without = (plan: Plan): Plan => ({
    ...plan,
    nodes: plan.nodes.map((node) => ({ ...node, sysctls: {} })),
  });

  it("cannot be bound without net.ipv4.ip_nonlocal_bind", async () => {
    const { findings } = await diagnosedBy(vrrp, { rules, plan: without });
    expect(names(findings)).toEqual(["bind-address-not-here"]);
    expect(findings[0]?.because).toBe(
      "lb1 binds 10.77.0.100:80, which is none of its own addresses, and net.ipv4.ip_nonlocal_bind is 0 there.",
    );
  });

  it("can with `transparent`, or as one of all", async () => {
    const edit = edited([["bind 10.77.0.100:80", "bind 10.77.0.100:80 transparent"]]);
    const any = edited([["bind 10.77.0.100:80", "bind :80"]]);
    const edits = { [`lb1${path}`]: edit, [`lb2${path}`]: any };
    const { findings } = await diagnosedBy(vrrp, { rules, plan: without, edits });
    expect(names(findings)).toEqual([]);
  });
});

it("one node's mistake names that node", async () => {
  const [finding] = await found(vrrp, [["bind 10.77.0.100:80", "bind 10.77.0.12:80"]], ["lb2"]);
  expect(finding).toMatchObject({
    rule: "haproxy/bind-missing",
    title: "Nobody answers at 10.77.0.100:80 on lb2",
    because: "Clients ask 10.77.0.100:80, and HAProxy of lb2 listens on 10.77.0.12:80.",
    where: [{ node: "lb2", file: path, text: "bind 10.77.0.12:80" }],
  });
  expect(finding?.breaks).toContain("failover");
});
