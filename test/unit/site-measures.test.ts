import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../cli/core/cluster/provider.ts";
import { RunView } from "../../cli/core/journal/view.ts";
import { loadMeasures } from "../../cli/core/kinds/measure.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";
import { atNs, seeded } from "../fixtures/seeded.ts";

/** A client whose curl says this. */
function curl(stdout: string, exitCode = 0, stderr = "") {
  const argvs: (readonly string[])[] = [];
  const run = async (argv: readonly string[]) => {
    argvs.push(argv);
    return { exitCode, stdout, stderr };
  };
  const agent = async (node: string) => ({ node, run }) as unknown as NodeAgent;
  return { argvs, env: { plan: makePlan(), agent } as never };
}

async function taken(spec: Readonly<Record<string, unknown>>, env: never) {
  const kind = (await loadMeasures()).get(String(spec["measure"]));
  if (!kind) throw new Error("there is no such measure");
  return kind.take(kind.schema.parse(spec), env, testCtx());
}

describe("measures with curl", () => {
  const asked = { node: "client", url: "http://10.77.0.100/x", as: "m" };
  const names = (...of: (readonly [string, number])[]) =>
    of.flatMap(([name, times]) => Array(times).fill(`=${name}`)).join("\n");

  it.each([
    [
      [
        ["web1", 30],
        ["web2", 20],
        ["web3", 10],
      ],
      0,
    ],
    [
      [
        ["web1", 20],
        ["web2", 20],
        ["web3", 20],
      ],
      0.167,
    ],
    [[["web1", 60]], 0.5],
    [
      [
        ["web1", 30],
        ["web2", 18],
        ["web3", 9],
        ["", 3],
      ],
      0.05,
    ],
  ] as const)("shares of 3:2:1, answers %j: %s off", async (answers, off) => {
    const { env, argvs } = curl(names(...answers));
    const servers = { web1: 3, web2: 2, web3: 1 };
    const found = await taken({ ...asked, measure: "shares", servers, parallel: 9 }, env);
    expect(found.value).toBe(off);
    expect(argvs[0]?.join(" ")).toContain("-Z --parallel-immediate --parallel-max 9");
    expect(argvs[0]?.at(-1)).toBe("http://10.77.0.100/x#[1-60]");
  });

  it("cached: the share of answers that have an age", async () => {
    const { env } = curl(names(["", 1], ["0", 8], ["1", 1]));
    expect((await taken({ ...asked, measure: "cached" }, env)).value).toBe(0.9);
  });

  it("cannot be taken when curl says nothing", async () => {
    const { env } = curl("", 7, "curl: (7) Failed to connect\n");
    await expect(taken({ ...asked, measure: "cached" }, env)).rejects.toThrow("Failed to connect");
  });

  it.each([
    ["200 0.001 0.007", 0, "", "verified", "the handshake took 6.0 ms, after TCP's"],
    ["503 0.001 0.007", 0, "", "failed", "the answer was 503"],
    ["000 0.001 0", 60, "curl: (60) self-signed certificate", "failed", "self-signed"],
  ])("tls: %s, exit %s", async (stdout, exitCode, stderr, value, said) => {
    const { env, argvs } = curl(stdout, exitCode, stderr);
    const spec = { measure: "tls", node: "client", as: "m", url: "https://shop.test/hello" };
    const found = await taken({ ...spec, address: "10.77.0.100", ca: "/etc/ca.pem" }, env);
    expect(found.value).toBe(value);
    expect(found.evidence.join()).toContain(said);
    expect(argvs[0]).toContain("shop.test:443:10.77.0.100");
  });

  it("latency: the median of what a probe has just seen", async () => {
    const view = RunView.of(seeded({ check: { check: "lost", probe: "site", "at-most": 0 } }));
    const ctx = { ...testCtx(), clock: { ...testCtx().clock, nowNs: () => atNs(20) } };
    const kind = (await loadMeasures()).get("latency");
    const take = (over: string) =>
      kind?.take(
        kind.schema.parse({ measure: "latency", probe: "site", as: "m", over }),
        { view } as never,
        ctx,
      );
    expect(await take("3s")).toMatchObject({ value: 0.0009, unit: "s" });
    await expect(take("100ms")).rejects.toThrow("only");
  });
});
