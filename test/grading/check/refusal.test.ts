import { expect, it } from "vitest";
import type { PlannedFile } from "../../../cli/core/cluster/plan.ts";
import { refusalIn } from "../../../cli/grading/check/refusal.ts";

const file = (path: string, owner: PlannedFile["owner"]): PlannedFile => {
  return { path, owner, mode: 0o644, content: "", source: path };
};
const files = [
  file("/etc/nginx/nginx.conf", "student"),
  file("/etc/haproxy/haproxy.cfg", "student"),
  file("/etc/bind/keys.conf", "lab"),
];

it.each([
  ["a line of the student's", '[emerg] unknown directive "x" in /etc/nginx/nginx.conf:7', true],
  [
    "an alert after a warning",
    "[WARNING] : parsing [/etc/haproxy/haproxy.cfg:3] : old\n[ALERT] : parsing [/etc/haproxy/haproxy.cfg:9] : unknown keyword 'x'",
    true,
  ],
  ["a line of the lab's own", "/etc/bind/keys.conf:2: unknown option 'x'", false],
  ["a warning alone", "[WARNING] : parsing [/etc/haproxy/haproxy.cfg:3] : old", false],
  [
    "what the node's own rights allow",
    '[warn] the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:1\n[emerg] open() "/run/nginx.pid" failed (13: Permission denied)',
    false,
  ],
  ["no place at all", "cannot bind to 10.0.0.1", false],
])("%s", (_, said, refused) => {
  expect(refusalIn(said, { files }) !== undefined).toBe(refused);
});

it("is told without the warnings beside it, whose lines are right", () => {
  const no = '[emerg] unknown directive "x" in /etc/nginx/nginx.conf:7';
  const said = `[warn] "user" is ignored in /etc/nginx/nginx.conf:1\n${no}`;
  expect(refusalIn(said, { files })).toBe(no);
});
