import { expect, it } from "vitest";
import { briefly, lookedAt } from "../../fixtures/diagnosis/looked.ts";

const head = "2026-11-29T12:36:02.793Z [451.140317] local0.alert haproxy[25]: ";
const down = `Server web/web1 is DOWN, reason: Layer7 wrong status, code: 404, info: "Not Found", check duration: 1ms. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.`;
const up = `Server web/web1 is UP, reason: Layer7 check passed, code: 200, check duration: 0ms. 2 active and 0 backup servers online.`;

async function found(lines: readonly string[]) {
  const logs = { lb1: ["== /var/log/halab/syslog", ...lines.map((line) => head + line)] };
  return briefly(await lookedAt("vrrp-failover", { logs }));
}

it("a server that its check has taken out is named, with what the check got", async () => {
  const because = 'Its health check failed: Layer7 wrong status, code: 404, info: "Not Found"';
  expect(await found([up, down])).toEqual([["haproxy/server-down", "lb1", because]]);
  const other =
    'Server web/web2 is DOWN, reason: Layer4 connection problem, info: "Connection refused at initial connection step of tcp-check", check duration: 0ms.';
  expect(await found([down, other])).toHaveLength(2);
});

it("one that came back is no matter", async () => {
  expect(await found([down, up])).toEqual([]);
  expect(await found(["backend web has no server available!"])).toEqual([]);
});
