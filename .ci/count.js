// Prints the last line of .ci/run from vitest's JSON reports, and exits with 1 when anything failed.
// `folder` has unit.json and engine.json, and for each part of the run NAME.status with its exit code.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const engines = (process.env.HALAB_ENGINES ?? "").split(",").filter((name) => name !== "");
/** Parts that are no tests. Without Vagrant or an image of VMs their tests say what is missing. */
const others = ["set-up", "postgresql", "check"];

function textOf(name) {
  try {
    return readFileSync(join(folder, name), "utf8").trim();
  } catch {
    return "";
  }
}

function read(name) {
  try {
    return JSON.parse(textOf(`${name}.json`));
  } catch {
    return undefined;
  }
}

/** What failed without being a failed test, one sentence each. */
function otherFailures(name, report) {
  const found = [];
  for (const suite of report.testResults) {
    if (suite.status === "failed" && suite.assertionResults.length === 0) {
      found.push(`${suite.name} ran no test: ${suite.message}`);
    }
    for (const test of suite.assertionResults) {
      const engine = engines.find((one) => test.fullName.includes(`[skipped: no ${one} here`));
      if (engine && test.status !== "passed") found.push(`skipped, but must run: ${test.fullName}`);
    }
  }
  if (report.numPassedTests + report.numFailedTests === 0) found.push(`${name}: no test ran`);
  const status = textOf(`${name}.status`);
  if (found.length + report.numFailedTests === 0 && status !== "0")
    found.push(`the ${name} tests ended with ${status}, though no test failed`);
  return found;
}

const counts = { passed: 0, failed: 0, skipped: 0 };
const said = [];
for (const name of ["unit", "engine"]) {
  const report = read(name);
  if (report === undefined) {
    said.push(`there is no report of the ${name} tests: they did not start, or broke off`);
    continue;
  }
  said.push(...otherFailures(name, report));
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
}
for (const name of others) {
  const status = textOf(`${name}.status`);
  if (status !== "0") said.push(`${name} ended with ${status || "nothing"}`);
}
for (const text of said) process.stdout.write(`failed: ${text}\n`);
const failed = counts.failed + said.length;
process.stdout.write(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;
