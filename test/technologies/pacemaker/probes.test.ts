import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { packageRoot } from "../../../cli/core/base/home.ts";
import { actionParser } from "../../../cli/technologies/pacemaker/actions.ts";
import { TempDir } from "../../fixtures/temp.ts";

const program = join(packageRoot(), "templates/pacemaker/layer/bin/halab-actions");

/** As a node's syslog has it. */
const logged = (second: number, text: string, from = "pacemaker-controld[176]") =>
  `2026-11-30T09:30:${String(second).padStart(2, "0")}.368Z [12${second}.330395] daemon.notice ${from}:  notice: ${text}\n`;

const history = [
  logged(10, "Result of start operation for old on n1: ok"),
  logged(20, "Starting Pacemaker 2.1.5", "pacemakerd[155]"),
  logged(30, "Requesting local execution of start operation for data on n1"),
  logged(31, "Result of start operation for data on n1: ok"),
  logged(32, "Result of probe operation for web on n1: not running"),
  logged(33, "Result of start operation for vip on n1: ok"),
  logged(34, "Result of stop operation for vip on n1: ok"),
].join("");

/** halab-actions on a log of its own: its lines until it has said so many. */
async function lines(count: number, then: (log: string) => void): Promise<string[]> {
  using dir = new TempDir();
  const [log, booted] = [join(dir.path, "syslog"), join(dir.path, "links")];
  writeFileSync(log, history);
  writeFileSync(booted, "");
  const boot = Date.parse("2026-11-30T09:30:15Z") / 1000;
  utimesSync(booted, boot, boot);
  const child = spawn("/bin/sh", [program, log, booted], { detached: true });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (said.push(line) === 4) then(log);
    if (said.length === count) break;
  }
  // The shell, tail and sed are a group of their own, as the agent of a node has them.
  if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
  return said;
}

it("a node's log becomes lines: since its boot, then as they come", async () => {
  const said = await lines(9, (log) => {
    appendFileSync(
      log,
      logged(40, "Requesting local execution of monitor operation for web on n1"),
    );
    appendFileSync(log, logged(41, "Node n2 state is now lost"));
    appendFileSync(log, logged(42, "Result of monitor operation for web on n1: not running"));
    appendFileSync(log, logged(43, "Result of stop operation for data on n1: error (1)"));
  });
  expect(said).toEqual([
    "1230.330395 begin start data",
    "1231.330395 end start data ok",
    "1232.330395 end probe web not running",
    "1233.330395 end start vip ok",
    "1234.330395 end stop vip ok",
    "now",
    "1240.330395 begin monitor web",
    "1242.330395 end monitor web not running",
    "1243.330395 end stop data error (1)",
  ]);
});

it("ends where there is no log", () => {
  expect(spawnSync("/bin/sh", [program, "/none", "/none"]).status).not.toBe(0);
});

it("what it did before is told as what runs there now", () => {
  const parse = actionParser();
  const before = [
    "1230.330395 begin start data",
    "1231.330395 end start data ok",
    "1 end start x ok",
  ];
  expect(before.map(parse)).toEqual([undefined, undefined, undefined]);
  for (const line of ["1232.0 end", "1232.000001 end start vip ok", "1233.000001 end stop vip ok"])
    expect(parse(line)).toBeUndefined();
  expect(parse("now")).toEqual({ value: { active: ["data"] } });
  expect(parse("1240.330395 begin stop data")).toEqual({
    atNs: 1240330395000,
    value: { begin: "stop", of: "data" },
  });
  expect(parse("1243.330395 end stop data error (1)")).toEqual({
    atNs: 1243330395000,
    value: { end: "stop", of: "data", result: "error (1)" },
  });
  expect(parse("anything else")).toBeUndefined();
});

it("a stop that failed leaves a resource where it was", () => {
  const parse = actionParser();
  parse("1231.330395 end start data ok");
  parse("1232.330395 end stop data error");
  expect(parse("now")).toEqual({ value: { active: ["data"] } });
});
