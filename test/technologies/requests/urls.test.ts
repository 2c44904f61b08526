import { describe, expect, it } from "vitest";
import { kinds } from "../../fixtures/kinds.ts";

const path = (length: number) => `/${"x".repeat(length - 1)}`;
const accepts = (kind: string, spec: object) =>
  kinds.probes.get(kind)?.schema.safeParse({ kind, from: "client", ...spec }).success;

/** templates/node/src/probe/options.c: PATH_LIMIT, HOST_MAX. */
describe("what the prober has room for", () => {
  it.each([
    ["http", "10.77.0.100", {}],
    ["users", "10.77.0.100", { users: 300 }],
    ["http-name", "www.lab.test", { resolver: "10.77.0.54" }],
  ])("a path of %s", (kind, host, more) => {
    expect(accepts(kind, { url: `http://${host}${path(1024)}`, ...more })).toBe(true);
    expect(accepts(kind, { url: `http://${host}${path(1025)}`, ...more })).toBe(false);
    expect(accepts(kind, { url: `http://${host}${path(3900)}`, ...more })).toBe(false);
    expect(accepts(kind, { url: `http://${host}/a\nb`, ...more })).toBe(false);
  });

  it.each([
    ["www.lab.test", true],
    ["lab.test.", true],
    [".", true],
    ["_x.lab.test", true],
    ["www..lab.test", false],
    [`${"x".repeat(64)}.test`, false],
    [`${"x.".repeat(121)}test`, false],
    ["", false],
  ])("a name %s: %s", (name, right) => {
    expect(accepts("dns", { server: "10.77.0.54", name })).toBe(right);
  });
});
