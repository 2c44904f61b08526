import { describe, expect, it } from "vitest";
import { readSaving, saveMs } from "../../../cli/technologies/ocf/agent/saving.ts";
import { readShell } from "../../../cli/technologies/ocf/agent/shell.ts";
import { xmlIn } from "../../../cli/technologies/ocf/agent/xml.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("ocf");
const agent = "/usr/lib/ocf/resource.d/halab/counter";
const saving = "/etc/counterd/saving.conf";
type Edit = readonly [from: string | RegExp, to: string];

/** The solution with this edit on the nodes: the rules that are no consequence, with the first place's line. */
async function found(path: string, all: readonly Edit[], nodes = ["n1", "n2", "n3"]) {
  const edit = (text: string) =>
    all.reduce((before, [from, to]) => {
      const after = before.replace(from, to);
      expect(after, String(from)).not.toBe(before);
      return after;
    }, text);
  const edits = Object.fromEntries(nodes.map((node) => [`${node}${path}`, edit]));
  const { findings } = await diagnosedBy("ocf-agent", { rules, edits });
  return findings.filter(({ followsFrom }) => followsFrom === null);
}

const names = async (...given: Parameters<typeof found>) =>
  (await found(...given)).map(({ rule }) => rule.replace("ocf/", ""));

/** A function of the solution with another body. */
const body = (name: string, text: string): Edit => [
  new RegExp(`^${name}\\(\\) \\{\\n[\\s\\S]*?^\\}$`, "m"),
  `${name}() {\n${text}\n}`,
];

const wait = "  while lives; do\n    monitor && return 0\n    sleep 0.2\n  done\n  return 1";

describe("a mistake of the agent is found, and nothing else", () => {
  it.each<[string, string, readonly Edit[]]>([
    ["no-interpreter", "no first line", [["#!/bin/sh\n", ""]]],
    ["no-interpreter", "a shell that is not there", [["#!/bin/sh", "#!/usr/bin/zsh"]]],
    ["no-interpreter", "line ends of Windows", [["#!/bin/sh\n", "#!/bin/sh\r\n"]]],
    ["meta-data-malformed", "a tag that nobody closes", [["</parameters>\n", ""]]],
    ["meta-data-malformed", "no quotes", [['timeout="20s"', "timeout=20s"]]],
    ["meta-data-lacks", "no validate-all", [[/^<action name="validate-all".*\n/m, ""]]],
    ["meta-data-lacks", "no parameter", [['<parameter name="config">', '<parameter name="file">']]],
    [
      "action-missing",
      "no arm for monitor",
      [
        ["start | stop | monitor | validate-all)", "start | stop | validate-all)"],
        ["  monitor) monitor ;;\n", ""],
      ],
    ],
    [
      "never-not-running",
      "1 instead",
      [
        ["return $OCF_NOT_RUNNING", "return 1"],
        ["OCF_NOT_RUNNING=7\n", ""],
      ],
    ],
    ["always-success", "by number", [[/$/, "exit 0\n"]]],
    ["always-success", "by name", [[/$/, 'exit "$OCF_SUCCESS"\n']]],
    [
      "status-asks-nothing",
      "a process is enough",
      [body("monitor", "  lives || return $OCF_NOT_RUNNING")],
    ],
    [
      "status-asks-nothing",
      "an open port is enough",
      [body("monitor", "  lives || return $OCF_NOT_RUNNING\n  nc -z 127.0.0.1 $port || return 1")],
    ],
    [
      "pid-file-believed",
      "any process will do",
      [[/^lives\(\) \{\n[\s\S]*?^\}$/m, 'lives() { read -r pid < "$pidfile" && kill -0 "$pid"; }']],
    ],
    [
      "start-returns-early",
      "at once",
      [body("start", '  monitor && return 0\n  counterd -c "$config"')],
    ],
    [
      "start-returns-early",
      "after a pause",
      [body("start", '  monitor && return 0\n  counterd -c "$config"\n  sleep 3')],
    ],
    [
      "start-looks-not-first",
      "a second one",
      [body("start", `  counterd -c "$config" || return 1\n${wait}`)],
    ],
    [
      "start-waits-for-ever",
      "until it is well",
      [
        body(
          "start",
          '  monitor && return 0\n  counterd -c "$config"\n  until monitor; do\n    sleep 0.2\n  done',
        ),
      ],
    ],
    [
      "start-waits-for-ever",
      "while it is not well",
      [
        body(
          "start",
          '  monitor && return 0\n  counterd -c "$config"\n  while ! monitor; do sleep 0.2; done',
        ),
      ],
    ],
    [
      "stop-returns-early",
      "after the signal",
      [body("stop", '  lives || return 0\n  kill -TERM "$pid"')],
    ],
    [
      "stop-cannot-kill",
      "SIGTERM alone",
      [body("stop", '  lives || return 0\n  kill -TERM "$pid"\n  while lives; do sleep 0.1; done')],
    ],
  ])("%s: %s", async (rule, _, edits) => {
    expect(await names(agent, edits)).toEqual([rule]);
  });

  it("is told once for all nodes that have it, at the function's line", async () => {
    const [early] = await found(agent, [body("stop", '  kill -TERM "$pid"')]);
    expect(early?.where.map(({ node, text }) => [node, text])).toEqual([
      ["n1", "stop() {"],
      ["n2", "stop() {"],
      ["n3", "stop() {"],
    ]);
  });

  it("on one node alone is told of that one", async () => {
    const [early] = await found(agent, [body("stop", '  kill -TERM "$pid"')], ["n2"]);
    expect(early?.where.map(({ node }) => node)).toEqual(["n2"]);
  });
});

describe("what looks like a mistake, and is right", () => {
  it.each<[string, readonly Edit[]]>([
    [
      "kill -9 after a wait",
      [
        body(
          "stop",
          '  lives || return 0\n  kill "$pid"\n  gone 4 && return 0\n  kill -9 "$pid"\n  gone 4',
        ),
      ],
    ],
    [
      "an until that counts",
      [
        body(
          "start",
          '  monitor && return 0\n  counterd -c "$config"\n  n=0\n  until monitor; do\n    [ $((n += 1)) -lt 90 ] || return 1\n    sleep 0.2\n  done',
        ),
      ],
    ],
    ["wget instead of curl", [["curl -s -f -m 2 -o /dev/null", "wget -q -T 2 -O /dev/null"]]],
    [
      "pgrep instead of the pid file",
      [[/^lives\(\) \{\n[\s\S]*?^\}$/m, 'lives() { pid=$(pgrep -f "halab-ocf -c $config"); }']],
    ],
    ["an exit code of its own at the end", [[/$/, "exit $?\n"]]],
    ["an action more", [["  start) start ;;\n", "  start) start ;;\n  reload-agent) exit 0 ;;\n"]]],
    ["another language", [["#!/bin/sh", "#!/usr/bin/perl"]]],
  ])("%s", async (_, edits) => {
    expect(await names(agent, edits)).toEqual([]);
  });
});

describe("how the counts are saved", () => {
  it.each<[readonly string[], readonly Edit[]]>([
    [["saves-rarely"], [["save 500ms", "save 30s"]]],
    [["saves-rarely"], [["save 500ms", "save 1.5s"]]],
    [[], [["save 500ms", "save 1s"]]],
    [[], [["save 500ms", "save each"]]],
    [[], [["save 500ms\n", "# the default is a second\n"]]],
    [["written-in-place"], [["write atomic", "write in-place"]]],
    [[], [["write atomic", "# atomic is the default"]]],
    [["no-copies"], [[/^copies .*/m, "copies none"]]],
    [["no-copies"], [[/^copies .*/m, ""]]],
    [["no-copies"], [[/^copies .*/m, "copies 10.92.0.200"]]],
    [[], [[/^copies .*/m, "copies 10.92.0.11 10.92.0.12"]]],
  ])("%s", async (wanted, edits) => {
    expect(await names(saving, edits)).toEqual(wanted);
  });

  it("only the node that keeps its copies for itself is told", async () => {
    const [one] = await found(saving, [[/^copies .*/m, "copies 10.92.0.11"]]);
    expect(one).toMatchObject({ rule: "ocf/no-copies", where: [{ node: "n1", line: 12 }] });
  });

  it("is read as counterd does: the last word counts, comments do not", () => {
    const read = readSaving("save 1s # not 5s\n#save 9s\n  save   250ms  \nwrite\n");
    expect(read.get("save")).toEqual({ value: "250ms", line: 3 });
    expect(read.has("write")).toBe(false);
    expect(saveMs(read)).toBe(250);
    expect(saveMs(readSaving("save each"))).toBe(0);
    expect(saveMs(readSaving(""))).toBe(1000);
    expect(saveMs(readSaving("save soon"))).toBeUndefined();
  });
});

describe("a shell's text", () => {
  const text = `#!/bin/bash
# start) is no arm here
helper() { curl localhost; }
do_start() {
  cat << END
  stop) neither is this
END
  helper
}
case "$1" in
  start | restart) do_start ;;
  stop)
    kill "$pid"
    ;;
esac
exit 3`;

  it("says what is done for an action, through the functions that it calls", () => {
    const shell = readShell(text);
    expect([...(shell?.actions.keys() ?? [])]).toEqual(["start", "restart", "stop"]);
    expect(shell?.actions.get("start")).toMatchObject({ line: 4 });
    expect(shell?.actions.get("start")?.text).toContain("curl localhost");
    expect(shell?.actions.get("stop")).toMatchObject({ line: 12 });
    expect(shell?.last).toEqual({ text: "exit 3", line: 16 });
  });

  it("of another language, or of none, says nothing", () => {
    expect(readShell(text.replace("#!/bin/bash", "#!/usr/bin/python3"))).toBeUndefined();
    expect(readShell("")).toBeUndefined();
    expect(readShell("#!/bin/sh")?.actions.size).toBe(0);
  });
});

describe("the meta-data in an agent's text", () => {
  it.each([
    ["is what stands between its tags", "a\n<resource-agent>x</resource-agent>\nb", 2],
    ["has a line though its end is missing", "<resource-agent>\nx\nEND\n", 1],
  ])("%s", (_, text, line) => {
    expect(xmlIn(text)).toMatchObject({ line });
  });

  it.each([
    ["is not there", "echo hello"],
    ["is put together as it is printed", '<resource-agent name="$name"></resource-agent>'],
  ])("is not judged where it %s", (_, text) => {
    expect(xmlIn(text)).toBeUndefined();
  });
});
