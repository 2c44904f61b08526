#!/usr/bin/env node
// Plain JavaScript that also parses on old Nodes, so that they get a sentence and no SyntaxError.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as module from "node:module";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const own = here(`../node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`);
// Node strips types outside node_modules only: the sources of a checkout, else the built package.
const checkout = existsSync(here("../cli/main.ts")) && !/[\\/]node_modules[\\/]/.test(here("."));
const recent = Number(process.versions.node.split(".")[0]) >= 24;

if (recent && (!checkout || existsSync(here("../node_modules")))) {
  // Keeps compiled code (and stripped types) in the folder for temporary files: 50 ms a start.
  module.enableCompileCache();
  // Until there is an answer, and when something breaks after it, an end is a mistake of ours; 130 is told to quit.
  let code = 4;
  process.on("uncaughtExceptionMonitor", () => {
    code = 4;
  });
  process.on("exit", (given) => {
    if (given !== 130) process.exitCode = code;
  });
  void import(checkout ? "../cli/main.ts" : "../dist/cli/main.js")
    .then(({ main }) => main(process.argv.slice(2)))
    .then((answer) => {
      code = answer;
    });
} else if (existsSync(own)) {
  const child = spawn(own, [here("halab.js"), ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to both of us; twice would be "quit at once".
  const tty = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on("SIGINT", () => tty || child.kill("SIGINT"));
  for (const name of ["SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? code : 130;
  });
} else {
  const why = recent
    ? "its npm packages"
    : `Node 24 or newer, and this is ${process.versions.node}`;
  console.error(`error: halab needs ${why}`);
  console.error(`hint:  ${checkout ? "npm ci" : "npx --package=node@24 --package=halab halab"}`);
  process.exitCode = 3;
}
