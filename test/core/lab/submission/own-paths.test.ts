import { expect, it } from "vitest";
import { HalabError } from "../../../../cli/core/base/error.ts";
import { withOwnPaths } from "../../../../cli/core/cluster/own-paths.ts";
import { conf, SubmissionDir } from "../../../fixtures/submission.ts";

const refused = (said: string, code: "CONFIG_INVALID" | "NODE_FAILED" = "CONFIG_INVALID") =>
  new HalabError(code, "node a did not come up: keepalived: check failed", { details: [said] });

async function detailsOf(error: Error): Promise<readonly string[]> {
  using dir = new SubmissionDir();
  dir.write("mine/a/etc/keepalived/keepalived.conf.d/site", "# a\n");
  const plan = await dir.plan();
  const thrown = await withOwnPaths(plan, () => Promise.reject(error)).catch((one: unknown) => one);
  const details = thrown instanceof HalabError ? thrown.details : [];
  return details.map((line) => line.replaceAll(`${dir.path}/`, ""));
}

it("a daemon's line about a file of a node is told with the path that its writer knows", async () => {
  const line = `(${conf}: Line 3) Unknown keyword`;
  expect(await detailsOf(refused(line))).toEqual([line, `${conf} of a is mine/a${conf}`]);
});

it.each([
  ["of a file that has only the same beginning", refused(`${conf}.other:3: no`), 1],
  ["of a file of the lab's own", refused("/etc/nginx/nginx.conf:3: no"), 1],
  ["of a file in a folder of nearly its name", refused(`${conf}.d/site:3: no`), 2],
  ["of an error that is no configuration's", refused(`${conf}:3: no`, "NODE_FAILED"), 1],
])("%s", async (_, error, lines) => {
  const details = await detailsOf(error);
  expect(details).toHaveLength(lines);
  if (lines === 2) expect(details[1]).toBe(`${conf}.d/site of a is mine/a${conf}.d/site`);
});

it("what is no error of halab's stays what it was", async () => {
  using dir = new SubmissionDir();
  const error = new TypeError("x");
  const plan = await dir.plan();
  await expect(withOwnPaths(plan, () => Promise.reject(error))).rejects.toBe(error);
});
