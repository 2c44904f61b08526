import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeLab } from "../../../../cli/authoring/make.ts";
import { requireShape } from "../../../../cli/authoring/shapes.ts";
import { HalabError } from "../../../../cli/core/base/error.ts";
import { templatesDir } from "../../../../cli/core/base/home.ts";
import { labNames } from "../../../../cli/core/lab/open.ts";
import { lintLab } from "../../../../cli/core/run/proof/lint.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { TempDir } from "../../../fixtures/temp.ts";

const renderer = createRenderer(templatesDir());
const conf = "etc/haproxy/haproxy.cfg.hbs";

/** What lint says of a lab: every mistake, or its warnings, with paths as they stand in the lab. */
async function said(dir: string): Promise<readonly string[]> {
  const inLab = (line: string) => line.replaceAll(`${dir}/`, "");
  try {
    return (await lintLab(dir, renderer)).warnings.map((line) => `warning: ${inLab(line)}`);
  } catch (error) {
    if (!(error instanceof HalabError)) throw error;
    return [error.message, ...error.details].map(inLab);
  }
}

type Edit = (lab: { readonly dir: TempDir; readonly write: TempDir["write"] }) => void;

/** A new lab, with a balancer, after some edits. */
async function saidAfter(...edits: readonly Edit[]): Promise<readonly string[]> {
  using dir = new TempDir();
  const { dir: path } = makeLab(join(dir.path, "lab"), {
    shape: requireShape("balancer"),
    servers: 2,
  });
  const write = (name: string, text: string) => dir.write(`lab/${name}`, text);
  for (const edit of edits) edit({ dir, write });
  return await said(path);
}

const yaml =
  (from: string, to: string): Edit =>
  ({ dir, write }) => {
    const text = readFileSync(join(dir.path, "lab/lab.yaml"), "utf8");
    if (!text.includes(from)) throw new Error(`the lab has no ${from}`);
    write(
      "lab.yaml",
      text.replaceAll(from, () => to),
    );
  };
const without =
  (path: string): Edit =>
  ({ dir }) =>
    rmSync(join(dir.path, "lab", path), { recursive: true });
const copied =
  (from: string, to: string): Edit =>
  ({ dir }) =>
    cpSync(join(dir.path, "lab", from), join(dir.path, "lab", to), { recursive: true });
const written =
  (path: string, text: string): Edit =>
  ({ write }) =>
    void write(path, text);

describe("a lab's mistakes", () => {
  it("are none in a lab that was just made", async () => {
    expect(await saidAfter()).toEqual([]);
  });

  it.each<readonly [string, Edit, string]>([
    [
      "an unknown service",
      yaml("[haproxy]", "[haproxi]"),
      'lab.yaml:17:16: unknown service "haproxi" (did you mean "haproxy" or "patroni"?)',
    ],
    [
      "a daemon on a client",
      yaml("    image: client", "    image: client\n    services: [nginx]"),
      'lab.yaml:30:16: the image "client" has no service "nginx": say `image: node`',
    ],
    [
      "a hypervisor's service on a node",
      yaml("[haproxy]", "[haproxy, guest]"),
      'the image "node" has no service "guest": say `image: hypervisor`',
    ],
    [
      "a service twice",
      yaml("[haproxy]", "[haproxy, haproxy]"),
      'lab.yaml:17:25: "haproxy" is there a second time',
    ],
    [
      "an unknown image",
      yaml("image: client", "image: clent"),
      'lab.yaml:29:12: "image" must be "node" or "client" or "hypervisor", not "clent" (did you mean "client"?)',
    ],
    [
      "a capability that there is not",
      yaml("    image: client", "    image: client\n    capabilities: [NET_ADMN]"),
      'unknown capability "NET_ADMN" (did you mean "NET_ADMIN"?)',
    ],
    [
      "a feature that no kernel has",
      yaml("    image: client", "    image: client\n    needs: [ipvs]"),
      'unknown feature of a kernel "ipvs" (did you mean "ip_vs"?)',
    ],
    [
      "an odd route",
      yaml("lb: { role: balancer, lan: 11 }", "lb: { role: balancer, lan: 11, routes: [banana] }"),
      'lab.yaml:32:43: "banana" is no route like',
    ],
    [
      "a route to where it is",
      yaml("lan: 200 }", "lan: 200, routes: [10.90.0.0/24 via 10.90.0.11] }"),
      "client is on 10.90.0.0/24 itself: there it needs no route",
    ],
    [
      "a setting of the machine",
      yaml("    image: client", "    image: client\n    sysctls: { kernel.panic: 1 }"),
      'lab.yaml:30:16: "kernel.panic" is a setting of the whole machine, not of a container: leave it out, or say `machine: vm` for the role',
    ],
    [
      "a file outside of the node",
      yaml("/etc/nginx/nginx.conf:", "/../../x:"),
      'must be the path of a file, without "..", "." or "//"',
    ],
    [
      "an empty mutant",
      without("mutants/no-checks/balancer"),
      "mutants/no-checks/mutant.yaml:1:1: there are no files beside it: nothing differs from the solution",
    ],
    [
      "an empty mutant.yaml",
      written("mutants/no-checks/mutant.yaml", ""),
      "mutants/no-checks/mutant.yaml:1:1: the file must be a map of keys, not nothing",
    ],
    [
      "a mutant that is the solution",
      copied(`solution/balancer/${conf}`, `mutants/no-checks/balancer/${conf}`),
      "mutants/no-checks/mutant.yaml:1:1: the mutant is the solution, but for comments: no step can catch it",
    ],
    [
      "two mutants in one",
      copied("mutants/no-checks", "mutants/other"),
      "mutants/other/mutant.yaml:1:1: mutant other is mutant no-checks once more, but for comments: it proves nothing",
    ],
    [
      "a mutant of no step",
      written("mutants/no-checks/mutant.yaml", "why: x\ncatches: web-die\n"),
      'mutants/no-checks/mutant.yaml:2:10: unknown step "web-die" (did you mean "web-dies"?)',
    ],
    [
      "a mutant of no rule",
      written("mutants/no-checks/mutant.yaml", "why: x\ncatches: steady\ncause: haproxy/no-chek\n"),
      'mutants/no-checks/mutant.yaml:3:8: unknown rule "haproxy/no-chek" (did you mean "haproxy/no-check"',
    ],
    [
      "a starter that is the solution",
      ({ dir, write }) =>
        write(
          `starter/balancer/${conf}`,
          readFileSync(join(dir.path, `lab/solution/balancer/${conf}`), "utf8"),
        ),
      "starter:1:1: the starter is the solution: who hands it in has every point",
    ],
    [
      "a starter of an older solution",
      written(`starter/balancer/${conf}`, "defaults\n"),
      `starter/balancer/${conf}:1:1: it is not what the TODO marks of the solution make: halab lab starter `,
    ],
    [
      "a mark without its end",
      ({ write }) => write(`solution/balancer/${conf}`, "# TODO 1\nlisten x\n"),
      `solution/balancer/${conf}:1:1: this TODO has no END TODO`,
    ],
    [
      "an alternative that is the solution",
      written("alternatives/same/alternative.yaml", "why: x\n"),
      "alternatives/same/alternative.yaml:1:1: there are no files beside it",
    ],
    [
      "no points",
      ({ dir, write }) =>
        write(
          "lab.yaml",
          readFileSync(join(dir.path, "lab/lab.yaml"), "utf8").replaceAll(/, points: \d+/g, ""),
        ),
      "no check gives points: say `points: 5` at those that count",
    ],
    [
      "a node's address too early",
      yaml("{{vip}}", "{{nodes.lb.address}}"),
      'lab.yaml:38:42: "nodes" is known in the files of nodes only, and too early here: write "{{host subnet 11}}"',
    ],
    [
      "the same in a parameter",
      yaml("{{host subnet 11}}", "{{nodes.lb.address}}"),
      'lab.yaml:9:33: vip: "nodes" is known in the files of nodes only, and too early here: write "{{host subnet 11}}"',
    ],
    [
      "a parameter that stands below",
      yaml("params:\n", 'params:\n  first: { kind: string, default: "{{vip}}" }\n'),
      'lab.yaml:8:35: first: "vip" stands below it: a parameter may use those above it only',
    ],
    [
      "a value without quotes",
      yaml('"{{subnet}}"', "{{subnet}}"),
      'lab.yaml:12:18: a value with {{...}} needs quotes, like "{{subnet}}": without them YAML reads { as a map',
    ],
    [
      "an address without quotes",
      yaml('"http://{{vip}}/"', "http://{{vip}}/"),
      "lab.yaml:38:49: a value with {{...}} needs quotes",
    ],
    [
      "no heading in the guide",
      yaml("guide.md#steady", "guide.md#stedy"),
      'lab.yaml:43:11: guide.md has no heading for "#stedy" (did you mean "steady"?)',
    ],
    [
      "no hints for a step",
      written("hints.yaml", "version: 1\nsteps: {}\n"),
      'step "steady" has checks, and no hints',
    ],
  ])("%s", async (_, edit, expected) => {
    const lines = await saidAfter(edit);
    expect(lines.join("\n")).toContain(expected);
    expect(lines[0]).toMatch(/^[a-z/.-]+:\d+:\d+: /);
  });

  it("are told all at once, whatever file they are in", async () => {
    const lines = await saidAfter(
      yaml("[haproxy]", "[haproxi]"),
      yaml('url: "http://{{vip}}/"', 'url: "http://{{vop}}/"'),
      yaml("role: client, lan", "role: clint, lan"),
      written("mutants/no-checks/mutant.yaml", "why: x\ncatches: web-die\n"),
      written("mutants/one-server/mutant.yaml", ""),
    );
    expect(lines.map((line) => line.replace(/: .*/, ""))).toEqual([
      "lab.yaml:17:16",
      "lab.yaml:35:19",
      "lab.yaml:38:42",
      "mutants/no-checks/mutant.yaml:2:10",
      "mutants/one-server/mutant.yaml:1:1",
    ]);
  });

  it("in texts and cases are told beside each other", async () => {
    const lines = await saidAfter(
      yaml("guide.md#steady", "guide.md#stedy"),
      written("hints.yaml", "version: 1\nsteps: {}\n"),
      without("mutants/no-checks/balancer"),
      written(`mutants/one-server/balancer/${conf}`, "{{colour}}\n"),
      written(`mutants/slow-checks/balancer/etc/x`, "\n"),
    );
    const files = lines.map((line) => line.replace(/(:| is no file).*/, ""));
    expect(new Set(files)).toEqual(
      new Set([
        "lab.yaml",
        "hints.yaml",
        "mutants/no-checks/mutant.yaml",
        `mutants/one-server/balancer/${conf}`,
        "mutants/slow-checks/balancer/etc/x",
      ]),
    );
  });

  it("may be none, and something missing all the same", async () => {
    const none = await saidAfter(
      without("mutants"),
      without("starter"),
      ({ dir, write }) => {
        const path = `solution/balancer/${conf}`;
        const text = readFileSync(join(dir.path, "lab", path), "utf8");
        write(path, text.replaceAll("TODO", "task"));
      },
      yaml("$schema=", "$schema=/nowhere"),
    );
    expect(none.map((line) => line.replace(/; here.*/, ""))).toEqual([
      expect.stringMatching(/^warning: lab.yaml:1:1: there is no \/nowhere/),
      "warning: starter: students begin with nothing: mark the answers in the solution by TODO, then: halab lab starter",
      "warning: mutants: without a mutant nobody knows whether a check can fail",
    ]);
  });
});

it.each(labNames())("%s is without a mistake", async (name) => {
  expect((await lintLab(name, renderer)).lab.name).toBe(name);
});
