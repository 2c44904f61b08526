import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { waysToEngine } from "../../../cli/providers/docker/api/ways.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** A folder as `docker context create` leaves it. */
function configWith(contexts: Readonly<Record<string, string>>, current?: string): TempDir {
  const metas = Object.entries(contexts).map(([name, Host]) => {
    const id = createHash("sha256").update(name).digest("hex");
    const meta = { Name: name, Endpoints: { docker: { Host, SkipTLSVerify: false } } };
    return [`contexts/meta/${id}/meta.json`, JSON.stringify(meta)] as const;
  });
  const config = current === undefined ? {} : { currentContext: current };
  return new TempDir({ "config.json": JSON.stringify(config), ...Object.fromEntries(metas) });
}

describe("the way to the engine", () => {
  it.each([
    ["unix:///tmp/d.sock", { socketPath: "/tmp/d.sock" }],
    ["tcp://10.0.0.1:2375", { host: "10.0.0.1", port: 2375 }],
    ["tcp://10.0.0.1", { host: "10.0.0.1", port: 2375 }],
    ["10.0.0.1:2375", { host: "10.0.0.1", port: 2375 }],
  ])("DOCKER_HOST=%s is the only one that is tried", (host, options) => {
    const env = { DOCKER_HOST: host };
    expect(waysToEngine(env)).toEqual([{ where: `DOCKER_HOST=${host}`, options }]);
  });

  it("a chosen context is the only one that is tried", () => {
    using config = configWith({ far: "tcp://10.0.0.9:2375" }, "far");
    expect(waysToEngine({ DOCKER_CONFIG: config.path })).toEqual([
      {
        where: "docker context far (tcp://10.0.0.9:2375)",
        options: { host: "10.0.0.9", port: 2375 },
      },
    ]);
  });

  it.each([
    ["DOCKER_HOST", { DOCKER_HOST: "ssh://me@there:2222" }],
    ["the context that was chosen", {}],
    ["DOCKER_CONTEXT", { DOCKER_CONTEXT: "far" }],
  ])("ssh:// is never taken for this machine: by %s", (_, env) => {
    using config = configWith({ far: "ssh://me@there:2222" }, "far");
    const ways = waysToEngine({ DOCKER_CONFIG: config.path, ...env });
    expect(ways).toHaveLength(1);
    expect(ways[0]?.refused).toMatch(/ssh -fNL .* -p 2222 me@there +then DOCKER_HOST=unix:/);
  });

  it.each([
    ["one that is not there", "gone"],
    ["one that cannot be read", "odd"],
  ])("a context is said to be what it is: %s", (_, context) => {
    using config = configWith({ odd: 7 as unknown as string });
    const ways = waysToEngine({ DOCKER_CONFIG: config.path, DOCKER_CONTEXT: context });
    expect(ways).toMatchObject([
      { where: `docker context ${context}`, refused: expect.stringContaining("cannot be read") },
    ]);
  });

  it("the default context is this machine, and so is none", () => {
    using config = configWith({ far: "tcp://10.0.0.9:2375" }, "far");
    const here = waysToEngine({ HOME: "/nonexistent" });
    const env = { HOME: "/nonexistent", DOCKER_CONFIG: config.path, DOCKER_CONTEXT: "default" };
    expect(waysToEngine(env)).toEqual(here);
    expect(here.every(({ options }) => options.socketPath !== undefined)).toBe(true);
  });
});
