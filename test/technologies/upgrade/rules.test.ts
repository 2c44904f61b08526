import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("files", "upgrade");
const lab = "rolling-upgrade";
const members = ["n1", "n2", "n3"];
const sbin = "/usr/local/sbin";
const balancer = "lb/etc/haproxy/haproxy.cfg";
const order = "lb/etc/upgrade.order";

type Edit = (text: string) => string;
type Edits = Readonly<Record<string, Edit>>;

/** What is not there to be replaced is a mistake of the test. */
function edit(what: RegExp, by: string): Edit {
  return (text) => {
    const changed = text.replace(what, () => by);
    if (changed === text) throw new Error(`no ${what} in:\n${text}`);
    return changed;
  };
}

function everywhere(script: string, change: Edit): Edits {
  return Object.fromEntries(members.map((node) => [`${node}${sbin}/${script}`, change]));
}

async function found(edits: Edits): Promise<string[]> {
  const diagnosis = await diagnosedBy(lab, { rules, edits });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis).map((line) =>
    line.replaceAll(`${sbin}/`, ":").replaceAll("/etc/", ":"),
  );
}

const noMove = edit(/^\[ "\$\(role "\$own"\)" != master[\s\S]*?^# END/m, "# END");

describe("each rule finds what was planted", () => {
  it.each<[string, Edits, RegExp]>([
    [
      "no-handover",
      everywhere("upgrade-node", (text) => noMove(text).replace(/^hand_over[\s\S]*?^}/m, "")),
      /n1:upgrade-node:\d+ n2:upgrade-node:\d+ n3:upgrade-node:\d+$/,
    ],
    ["master-first", { [order]: () => "n1\nn2\nn3\n" }, /lb:upgrade.order:1$/],
    ["one-line", { [order]: () => "# quick\nn2 n3\nn1\n" }, /lb:upgrade.order:2$/],
    ["node-forgotten", { [order]: () => "n2\nn1\n" }, /lb:upgrade.order:2$/],
    ["node-forgotten", { [order]: () => "# none yet\n" }, /lb:upgrade.order:1$/],
    [
      "never-restarted",
      everywhere("upgrade-node", (text) => text.replace(/^halab-svc .*$/gm, ":")),
      /n1:upgrade-node:\d+ /,
    ],
    [
      "state-stays",
      everywhere("rollback-node", (text) => text.replace(/^.*dump.*$/gm, ":")),
      /n1:rollback-node:\d+ /,
    ],
    [
      "roles-forgotten",
      everywhere("upgrade-node", edit(/^.*config rewrite.*$/m, "    :")),
      /n1:upgrade-node:\d+ /,
    ],
    [
      "shallow-health",
      everywhere("node-healthy", edit(/^case [\s\S]*?^esac/m, "exit 0")),
      /n1:node-healthy:\d+ /,
    ],
    [
      "second-master",
      everywhere("upgrade-node", edit(/^.* failover to .*$/m, '  ask "$to" replicaof no one')),
      /n1:upgrade-node:\d+ /,
    ],
    [
      "no-way-back",
      everywhere("rollback-node", () => "#!/bin/sh\n# Not needed.\nexit 0\n"),
      /n1:rollback-node:1 /,
    ],
    [
      "left-in-maintenance",
      everywhere("upgrade-node", edit(/health up/, "state maint")),
      /n1:upgrade-node:\d+ /,
    ],
    ["role-not-asked", { [balancer]: edit(/^.*expect string.*$/m, "") }, /haproxy.cfg:\d+$/],
    ["no-retry", { [balancer]: edit(/^.*retry-on.*$/m, "") }, /haproxy.cfg:\d+$/],
    ["no-retry", { [balancer]: edit(/retries 10/, "retries 0") }, /haproxy.cfg:\d+$/],
  ])("%s", async (rule, edits, places) => {
    const [line = "", ...more] = await found(edits);
    expect(more).toEqual([]);
    expect(line).toMatch(new RegExp(`^error upgrade/${rule} `));
    expect(line).toMatch(places);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[string, Edits]>([
    ["replicas in the other order, and blanks", { [order]: () => "n2\n\n  n3 # then\nn1\n" }],
    [
      "a script that calls another one",
      {
        ...everywhere("node-healthy", () => "#!/bin/sh\n. /usr/local/lib/health\n"),
        ...everywhere("rollback-node", () => "#!/bin/sh\nexec /usr/local/lib/back $1\n"),
      },
    ],
    [
      "scripts in another language",
      {
        ...everywhere("upgrade-node", () => "#!/usr/bin/perl\nprint 1;\n"),
        ...everywhere("rollback-node", () => "#!/usr/bin/perl\nprint 1;\n"),
        ...everywhere("node-healthy", () => "#!/usr/bin/perl\n# ping\n"),
      },
    ],
    [
      "a balancer that asks by HTTP",
      { [balancer]: edit(/^.*expect string.*$/m, "  option httpchk GET /store/health") },
    ],
    [
      "all errors that can be tried again",
      { [balancer]: edit(/conn-failure empty-response 503/, "all-retryable-errors") },
    ],
    [
      "a replica promoted while writes are paused",
      everywhere(
        "upgrade-node",
        edit(
          /^.* failover to .*$/m,
          '  ask "$own" client pause 900 write\n  ask "$to" replicaof no one\n  ask "$own" replicaof "$to" 6379',
        ),
      ),
    ],
    [
      "a node that is put back by a function",
      everywhere("upgrade-node", edit(/health up/, "state $1")),
    ],
  ])("%s", async (_, edits) => {
    expect(await found(edits)).toEqual([]);
  });

  it.each(readdirSync(join(labsDir(), lab, "alternatives")))("the solution %s", async (name) => {
    const base = { dir: join(labsDir(), lab, "solution"), render: true };
    const sources = [{ dir: join(labsDir(), lab, "alternatives", name), render: true }, base];
    expect(linesOf(await diagnosedBy(lab, { rules, sources }))).toEqual([]);
  });
});

it.each(readdirSync(join(labsDir(), lab, "mutants")))("the mutant %s is found", async (name) => {
  const dir = join(labsDir(), lab, "mutants", name);
  const [, cause] = /^cause: (.*)$/m.exec(readFileSync(join(dir, "mutant.yaml"), "utf8")) ?? [];
  const base = { dir: join(labsDir(), lab, "solution"), render: true };
  const diagnosis = await diagnosedBy(lab, { rules, sources: [{ dir, render: true }, base] });
  expect(linesOf(diagnosis)[0]).toMatch(new RegExp(`^error ${cause} `));
});
