import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  contains,
  formatAddress,
  formatSubnet,
  isHostOf,
  overlaps,
  parseAddress,
  parseSubnet,
  type Subnet,
} from "../../../cli/core/base/address.ts";
import { HalabError } from "../../../cli/core/base/error.ts";
import { didYouMean, nearest } from "../../../cli/core/base/nearest.ts";
import {
  cleanupCtx,
  parseDurationMs,
  waitUntil,
  withDeadline,
} from "../../../cli/core/base/time.ts";
import { clusterName } from "../../../cli/core/cluster/name.ts";
import { planUntil } from "../../../cli/core/cluster/plan.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { editedLab, labDir, openDir } from "../../fixtures/labs.ts";

function subnet(text: string): Subnet {
  const found = parseSubnet(text);
  if (!found) throw new Error(`${text} is no subnet`);
  return found;
}

describe("addresses", () => {
  it.each(["0.0.0.0", "10.77.0.100", "192.168.255.1", "255.255.255.255"])(
    "%s there and back",
    (text) => {
      expect(formatAddress(parseAddress(text) ?? -1)).toBe(text);
    },
  );
  it.each(["", "10.0.0", "10.0.0.256", "10.0.0.0.1", "a.b.c.d", "1e1.0.0.0", " 10.0.0.1"])(
    "%j is none",
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );
  it.each(["10.77.0.0/24", "128.0.0.0/1", "10.0.0.252/30"])(
    "%s is a subnet, there and back",
    (text) => {
      expect(formatSubnet(subnet(text))).toBe(text);
    },
  );
  it.each(["10.0.0.0", "10.0.0.1/24", "10.0.0.0/31", "10.0.0.0/0", "10.0.0.0/24/1", "10.0.0.0/x"])(
    "%s is no subnet",
    (text) => {
      expect(parseSubnet(text)).toBeUndefined();
    },
  );
  it.each([
    ["10.0.0.0", true, false],
    ["10.0.0.1", true, true],
    ["10.0.0.254", true, true],
    ["10.0.0.255", true, false],
    ["10.0.1.0", false, false],
  ])("%s in 10.0.0.0/24: inside %s, a host %s", (text, inside, host) => {
    const address = parseAddress(text) ?? -1;
    expect([
      contains(subnet("10.0.0.0/24"), address),
      isHostOf(subnet("10.0.0.0/24"), address),
    ]).toEqual([inside, host]);
  });
  it.each([
    ["10.0.0.0/24", "10.0.0.128/25", true],
    ["10.0.0.128/25", "10.0.0.0/24", true],
    ["10.0.0.0/24", "10.0.1.0/24", false],
    ["10.0.0.0/24", "10.0.0.0/24", true],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlaps(subnet(a), subnet(b))).toBe(expected);
  });
});

describe("the nearest known names", () => {
  const known = ["power-off", "power-on", "freeze", "kill"];
  it.each([
    ["poweroff", ["power-off", "power-on"]],
    ["Freeze", ["freeze"]],
    ["off", ["power-off"]],
    ["kil", ["kill"]],
    ["zzzzzz", []],
  ])("%s: %j", (name, expected) => {
    expect(nearest(name, known)).toEqual(expected);
  });
  it("are all of them when none is near, and nothing when there is none", () => {
    expect(didYouMean("zzzzzz", known)).toBe(" (known: power-off, power-on, freeze, kill)");
    expect(didYouMean("x", [])).toBe("");
    expect(
      didYouMean(
        "zzzzzz",
        Array.from({ length: 13 }, (_, at) => `name-${at}-long`),
      ),
    ).toContain(", ...)");
  });
});

describe("time", () => {
  it.each([
    ["250ms", 250],
    ["1.5s", 1500],
    ["2m", 120_000],
    ["1h", 3_600_000],
    ["0s", 0],
    [" 1s ", 1000],
    ["1", undefined],
    ["-1s", undefined],
    ["1 s", undefined],
    ["s", undefined],
    [".5s", undefined],
  ])("%j is %s ms", (text, expected) => {
    expect(parseDurationMs(text)).toBe(expected);
  });

  it("waitUntil looks at once, then at its interval, and gives what it found", async () => {
    const ctx = testCtx();
    const [start, looks] = [ctx.clock.nowNs(), [] as number[]];
    const find = () => (looks.push((ctx.clock.nowNs() - start) / 1e6) === 3 ? "found" : undefined);
    expect(await waitUntil(find, { what: "it", timeoutMs: 1000, everyMs: 50 }, ctx)).toBe("found");
    expect(looks).toEqual([0, 50, 100]);
  });

  it("waitUntil gives up at its deadline and says what it saw last", async () => {
    const ctx = testCtx();
    const start = ctx.clock.nowNs();
    const options = { what: "rain", timeoutMs: 1000, hint: "wait longer", lastSeen: () => "sun" };
    await expect(waitUntil(() => undefined, options, ctx)).rejects.toMatchObject({
      code: "TIMEOUT",
      message: "waited 1 s for rain; last seen: sun",
      hint: "wait longer",
    });
    expect(ctx.clock.nowNs() - start).toBe(1e9);
  });

  it("waitUntil ends at once when it is cancelled", async () => {
    const ctx = testCtx();
    const waiting = waitUntil(() => undefined, { what: "it", timeoutMs: 1e9 }, ctx);
    ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    await expect(waiting).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("withDeadline gives the result of what ends in time", async () => {
    expect(await withDeadline("it", 10_000, testCtx(), async () => 7)).toBe(7);
  });

  it("withDeadline aborts what is late, and says for what it waited", async () => {
    let signal: AbortSignal | undefined;
    const late = withDeadline("a train", 10, testCtx(), (inner) => {
      signal = inner.signal;
      return new Promise(() => {});
    });
    await expect(late).rejects.toMatchObject({
      code: "TIMEOUT",
      message: "waited 0.01 s for a train",
    });
    expect(signal?.aborted).toBe(true);
  });

  it.each([
    ["before it began", true],
    ["while it works", false],
  ])("withDeadline ends when it is cancelled %s, even if the work does not", async (_, before) => {
    const ctx = testCtx();
    if (before) ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    const never = withDeadline("it", 60_000, ctx, () => new Promise(() => {}));
    ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    await expect(never).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("cleaning up goes on although the run was cancelled", () => {
    const ctx = testCtx();
    ctx.stop.abort();
    expect(cleanupCtx(ctx).signal.aborted).toBe(false);
  });
});

describe("names on the command line", () => {
  it.each(["a", "vrrp-failover", "9", "x".repeat(41)])("%s may be a cluster's", (name) => {
    expect(clusterName(name)).toBe(name);
  });
  it.each(["", "-a", "A", "a_b", "../x", "x".repeat(42)])("%j may not", (name) => {
    expect(() => clusterName(name)).toThrow("is no name for a cluster");
  });
  it("a plan may end with a step, and one that it has not is named with the nearest", async () => {
    const { plan } = await openDir(labDir("small"));
    const steps = (until?: string) => planUntil(plan, until).steps.map((step) => step.id);
    expect(steps()).toHaveLength(4);
    expect(steps("failover")).toEqual(["steady", "failover"]);
    expect(() => steps("failver")).toThrow('small has no step "failver" (did you mean "failover"');
  });
  it("the fixture of the small lab is what the tests edit", () => {
    expect(readFileSync(join(labDir("small"), "lab.yaml"), "utf8")).toBe(editedLab());
  });
});
