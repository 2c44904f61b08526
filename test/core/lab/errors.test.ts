import { describe, expect, it } from "vitest";
import { renderError } from "../../../cli/ui/errors.ts";
import { expectGolden } from "../../fixtures/golden.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

type Edit = readonly [from: string, to: string];
type Case = readonly [title: string, ...edits: readonly Edit[]];

/** What a person sees who opens the lab; "" when there is nothing wrong with it. */
async function textOf(yaml: string): Promise<string> {
  using dir = new TempDir({ "lab.yaml": yaml });
  const error: unknown = await openDir(dir.path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return "";
  expect(error).toMatchObject({ code: expect.stringMatching(/^(LAB|TEMPLATE)_INVALID$/) });
  return renderError(error, { debug: false, colour: false })
    .replaceAll(dir.path, "lab")
    .replace(/^hint: .*\n/gm, "");
}

const router = "role: router, lan: 11, vars: { priority: 150 }";
const http = 'kind: http, from: user, url: "http://{{vip}}/", every: 10ms';
const owners = "check: owners, probe: vip, owner: a, points: 1 }";
const outage = "check: outage, probe: site, within: 0s, points: 1 }";
const crash = "within: { formula: vrrp-crash }, points: 2";

const nginx = "/etc/nginx/nginx.conf";
const groups: Readonly<Record<string, readonly Case[]>> = {
  yaml: [
    ["a quote that is never closed", ["title: A small lab", 'title: "A small lab']],
    ["a key twice", ["title: A small lab", "title: A small lab\ntitle: Another"]],
    ["indentation with a tab", ["  router:\n", "\trouter:\n"]],
    ["an alias that leads nowhere", ["title: A small lab", "title: *other"]],
    ["a flow map that is not closed", [`a: { ${router} }`, `a: { ${router}`]],
  ],
  keys: [
    ["at the top", ["segments:", "segmets:"]],
    ["nothing near it", ["title: A small lab", "title: A small lab\nzzzzzzzz: 1"]],
    ["in a parameter", ["max: 255", "maximum: 255"]],
    ["in a segment", ['lan: { subnet: "{{subnet}}" }', 'lan: { subnet: "{{subnet}}", mtu: 1500 }']],
    ["in a role", ["services: [keep", "service: [keep"]],
    ["in a file", ['mode: "0640"', 'modus: "0640"']],
    ["in a node", ["lan: 11, vars:", "lan: 11, var:"]],
    ["a segment that is not there", ["lan: 11,", "lann: 11,"]],
    ["in a probe", ["every: 10ms", "evry: 10ms"]],
    ["in a step", ["    watch: 1s", "    wacth: 1s"]],
    ["in a fault", ["service: keepalived }", "servce: keepalived }"]],
    ["in a check", [owners, owners.replace("points", "point")]],
    ["in a bound", [crash, "within: { formla: vrrp-crash }, points: 2"]],
  ],
  types: [
    ["a wrong version", ["version: 1", "version: 2"]],
    ["a number for a text", ["title: A small lab", "title: 7"]],
    ["a text for a list", ["services: [keepalived, nginx]", "services: keepalived"]],
    ["a list for a map", ["lan: { subnet", "lan: [1]\n  wan: { subnet"]],
    ["a text for a map", ["a: { role: router, lan: 11, vars: { priority: 150 } }", "a: router"]],
    ["nothing where something must be", ["title: A small lab", "title:"]],
    ["a missing key", ["    title: All is well\n", ""]],
    ["no segments", ['segments:\n  lan: { subnet: "{{subnet}}" }\n', ""]],
    [
      "a name with capitals",
      ["  router:\n", "  Router:\n"],
      ["role: router, lan: 11", "role: Router, lan: 11"],
    ],
    ["a relative file", ["/etc/nginx/nginx.conf", "etc/nginx/nginx.conf"]],
    ["a mode that is not octal", ['mode: "0640"', "mode: 0640"]],
    ["a size without unit", ["memory: 64MiB", "memory: 64"]],
    ["an unknown image", ["image: client", "image: clent"]],
    ["points that are no number", [owners, owners.replace("points: 1", "points: many")]],
    ["points below nothing", [owners, owners.replace("points: 1", "points: -1")]],
    ["a default outside its range", ["default: 9", "default: 300"]],
    ["a node's address that is none", ["lan: 11,", "lan: [11],"]],
  ],
  durations: [
    ["without unit", ["watch: 1s", "watch: 1"]],
    ["with an unknown unit", ["every: 10ms", "every: 10 sec"]],
    ["in a bound", [outage, outage.replace("0s", "fast")]],
    ["a bound of one end", [outage, outage.replace("0s", "[1s]")]],
    ["a bound that is a number", [outage, outage.replace("0s", "3")]],
    ["in a formula", ["plus: 200ms", "plus: soon"]],
    ["in a parameter", ["kind: integer, min: 1, max: 5, default: 1", "kind: duration, default: 1"]],
  ],
  kinds: [
    ["of a probe", ["kind: http,", "kind: htp,"]],
    ["of a fault", ["fault: power-off", "fault: poweroff"]],
    ["of a check", ["check: shorter-than", "check: shorter"]],
    ["of a parameter", ["kind: subnet", "kind: network"]],
    ["missing in a check", [owners, owners.replace("check: owners, ", "")]],
    ["missing in a probe", [http, http.replace("kind: http, ", "")]],
  ],
  names: [
    ["a role", ["role: router, lan: 11", "role: routr, lan: 11"]],
    [
      "a role called like a part of JavaScript",
      ["role: router, lan: 11", "role: constructor, lan: 11"],
    ],
    ["a segment of a probe", ["segment: lan", "segment: wan"]],
    ["a probe of a check", [outage, outage.replace("site", "sight")]],
    ["a probe of a fault", ["owner-of vip", "owner-of vop"]],
    ["a step of a check", ["step: failover", "step: failovr"]],
    ["a node of a fault", ["power-on, node: a", "power-on, node: c"]],
    ["a node of a probe", ["from: user", "from: usr"]],
    ["a service of a fault", ["service: keepalived", "service: keepalive"]],
    ["a formula", [crash, crash.replace("crash", "crsh")]],
    ["a probe of a bound", [crash, crash.replace("crash }", "crash, of: vop }")]],
    ["a template", ["template: whoami.conf", "template: whoam.conf"]],
    ["a file from nowhere", ['template: whoami.conf, mode: "0640"', 'mode: "0640"']],
  ],
  files: [
    ["a path out of the node", [nginx, "/../../../x"]],
    ["a path with steps back", [nginx, "/etc/nginx/../../x"]],
    ["a folder", [nginx, "/etc/nginx/"]],
    ["a path with a line end", [nginx, '"/etc/a\\nb"']],
    ["halab's own folder", [nginx, "/etc/halab/node.plan"]],
    ["the kernel's folder", [nginx, "/proc/sys/kernel/panic"]],
    ["halab's own program", [nginx, "/usr/local/bin/halab-watch"]],
    ["everything open", ["memory: 64MiB", "allow: [/**]"]],
    ["a single file open", ["memory: 64MiB", "allow: [/etc/hosts]"]],
    ["a pattern out of the node", ["memory: 64MiB", "allow: [/etc/../../**]"]],
    ["halab's folder open", ["memory: 64MiB", "allow: [/etc/halab/**]"]],
    ["a relative pattern", ["memory: 64MiB", 'allow: ["**/*.conf"]']],
    ["a size without unit", ["title: A small lab", "title: x\nsubmission: { file: 5 }"]],
    ["no files at all", ["title: A small lab", "title: x\nsubmission: { files: 0 }"]],
  ],
  variables: [
    ["in lab.yaml", ["http://{{vip}}/", "http://{{vop}}/"]],
    ["in a parameter", ["{{host subnet 100}}", "{{host subnt 100}}"]],
    ["in a segment", ['subnet: "{{subnet}}"', 'subnet: "{{subnt}}"']],
    ["in a template", ["template: whoami.conf", "template: forgetful.conf"]],
    ["braces that do not match", ["http://{{vip}}/", "http://{{vip}/"]],
    ["a helper of something that is no subnet", ["{{host subnet 100}}", "{{host 5 100}}"]],
  ],
  addresses: [
    ["two nodes with one address", ["lan: 10.9.0.12", "lan: 11"]],
    ["outside its segment", ["lan: 10.9.0.12", "lan: 10.8.0.12"]],
    ["a host number that is too large", ["lan: 11,", "lan: 300,"]],
    ["the broadcast address", ["lan: 11,", "lan: 255,"]],
    ["the network's address", ["lan: 11,", "lan: 0,"]],
    ["no address at all", ["lan: 11,", "lan: eleven,"]],
    ["a node without a segment", ["role: client, lan: 200", "role: client"]],
    ["no subnet", ["default: 10.9.0.0/24", "default: 10.9.0.0/33"]],
    ["a subnet with host bits", ['subnet: "{{subnet}}"', "subnet: 10.9.0.1/24"]],
    [
      "segments that overlap",
      [
        'lan: { subnet: "{{subnet}}" }',
        'lan: { subnet: "{{subnet}}" }\n  wan: { subnet: 10.9.0.128/25 }',
      ],
    ],
  ],
  steps: [
    ["with neither fault nor watch", ["    watch: 1s\n", ""]],
    ["a second one of a name", ["id: failback", "id: failover"]],
    ["a fault without its node", ["{ fault: power-on, node: a }", "{ fault: power-on }"]],
    ["a fault of nobody", ["power-on, node: a", "power-on, node: owned-by vip"]],
  ],
  many: [
    [
      "all at once, in the file's order",
      ["title: A small lab", "titel: A small lab"],
      ["memory: 64MiB", "memory: lots"],
      ["template: whoami.conf", "template: whoam.conf"],
      ["lan: 10.9.0.12", "lan: 11"],
      ["role: client, lan: 200", "role: client, lan: 10.8.0.200"],
      ["http://{{vip}}/", "http://{{vop}}/"],
      ["id: steady", "id: steady\n    colour: red"],
      [outage, outage.replace("site", "sight")],
      ["fault: power-off", "fault: poweroff"],
      ["step: failover", "step: failovr"],
    ],
    [
      "a mistake in a role hides nothing of its nodes",
      ["image: client", "image: clent"],
      ["role: client, lan: 200", "role: client, lan: 11"],
    ],
    [
      "a check that is wrong hides nothing of the next",
      [owners, "check: ownrs, probe: vip }\n      - { check: owners, probe: vop }"],
    ],
    [
      "a parameter that is wrong is reported once",
      ["kind: string, default", "kind: text, default"],
      ["role: router, lan: 11", "role: routr, lan: 11"],
    ],
  ],
};

describe("a wrong lab.yaml is answered with every mistake, its place and what was meant", () => {
  it.each(Object.entries(groups))("%s", async (group, cases) => {
    const parts: string[] = [];
    for (const [title, ...edits] of cases) {
      const text = await textOf(editedLab(...edits));
      expect(text, title).toMatch(/^error: lab\/lab.yaml:\d+:\d+: |^error: .*\.hbs:/);
      parts.push(`# ${title}\n${text}`);
    }
    expectGolden(`lab-errors/${group}.txt`, parts.join("\n"));
  });

  it.each([
    ["an empty file", ""],
    ["a file with one word", "lab\n"],
    ["a list", "- 1\n- 2\n"],
    ["two documents", "version: 1\n---\nversion: 1\n"],
    ["an alias bomb", `a: &a [${"x,".repeat(50)}]\n${bomb()}`],
  ])("%s is an error with a place, not a crash", async (_, yaml) => {
    expect(await textOf(yaml)).toMatch(/^error: lab\/lab\.yaml:\d+:\d+: \S/);
  });

  it("finds nothing wrong with the lab that the cases are made from", async () => {
    expect(await textOf(editedLab())).toBe("");
  });
});

function bomb(): string {
  const names = "abcdefgh".split("");
  return names
    .slice(1)
    .map((name, index) => `${name}: &${name} [${`*${names[index]},`.repeat(20)}]\n`)
    .join("");
}
