import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { said } from "../fixtures/said.ts";
import { TempDir, TempState } from "../fixtures/temp.ts";

let state: TempState;
beforeEach(() => {
  state = new TempState();
  vi.stubEnv("DOCKER_HOST", `unix://${join(state.path, "no.sock")}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  state[Symbol.dispose]();
});

const wanted = ["lb1", "lb2"].flatMap((node) =>
  ["keepalived/keepalived.conf", "haproxy/haproxy.cfg"].map((path) => `${node}/etc/${path}`),
);

function submission(without = ""): TempDir {
  const given = wanted.filter((path) => path !== without);
  return new TempDir(Object.fromEntries(given.map((path) => [path, "# mine\n"])));
}

it.each(["run", "up", "plan", "diagnose"])(
  "`halab %s` names a file that no node takes, with the nearest that one would",
  async (verb) => {
    using dir = submission("lb1/etc/keepalived/keepalived.conf");
    dir.write("lb1/etc/keepalived.conf", "# mine\n");
    const { exitCode, stderr } = await said(verb, "vrrp-failover", "--files", dir.path);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /lb1\/etc\/keepalived\.conf is no file that .* takes \(the nearest that it takes: lb1\/etc\/keepalived\/keepalived\.conf\)/,
    );
  },
);

it.each(["plan", "diagnose"])("`halab %s` says what is left out, and goes on", async (verb) => {
  using dir = submission();
  dir.write("notes.txt", "mine\n");
  const { stderr } = await said(verb, "vrrp-failover", "--files", dir.path);
  expect(stderr).toMatch(/note: .*notes\.txt is left out/);
});
