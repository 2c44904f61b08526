// Prints the last line of .ci/run from vitest's JSON report, and exits with 1 when anything failed.
import { readFileSync } from "node:fs";

const [file, testStatus, checkStatus] = process.argv.slice(2);
const engines = (process.env.HALAB_ENGINES ?? "").split(",").filter((name) => name !== "");

function read() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    say("there is no report of the tests: they did not start, or broke off");
    return undefined;
  }
}

function say(text) {
  process.stdout.write(`failed: ${text}\n`);
}

/** What failed without being a failed test, one sentence each. */
function otherFailures(report) {
  const found = [];
  for (const suite of report.testResults) {
    if (suite.status === "failed" && suite.assertionResults.length === 0) {
      found.push(`${suite.name} ran no test: ${suite.message}`);
    }
    for (const test of suite.assertionResults) {
      const engine = engines.find((name) => test.fullName.includes(`[skipped: no ${name} here`));
      if (engine && test.status !== "passed") found.push(`skipped, but must run: ${test.fullName}`);
    }
  }
  return found;
}

const report = read();
const others = report ? otherFailures(report) : [];
for (const text of others) say(text);

const passed = report?.numPassedTests ?? 0;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
let failed = (report?.numFailedTests ?? 0) + others.length;
if (report && passed + failed === 0) {
  say("no test ran");
  failed += 1;
}
if (failed === 0 && testStatus !== "0") {
  if (report) say(`npm test ended with ${testStatus}, though no test failed`);
  failed += 1;
}
if (!report && failed === 0) failed += 1;
if (checkStatus !== "0") {
  say(`npm run check ended with ${checkStatus}`);
  failed += 1;
}
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;
