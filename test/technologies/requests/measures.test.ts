import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { atNs, seeded } from "../../fixtures/seeded.ts";

/** A client whose curl says this; with `proven`, one whose servers have to prove who they are. */
function curl(stdout: string, exitCode = 0, stderr = "", proven?: string) {
  const argvs: (readonly string[])[] = [];
  const inputs: string[] = [];
  const run = async (argv: readonly string[], _ctx: unknown, options?: { input?: string }) => {
    argvs.push(argv);
    inputs.push(options?.input ?? "");
    if (argv[0] === "curl") return { exitCode, stdout, stderr };
    return { exitCode: proven ? 0 : 1, stdout: proven ?? "", stderr: "there is no key" };
  };
  const agent = async (node: string) => ({ node, run }) as unknown as NodeAgent;
  const made = makePlan();
  const plan =
    proven === undefined
      ? made
      : { ...made, nodes: made.nodes.map((node) => ({ ...node, proves: true })) };
  return { argvs, inputs, env: { plan, agent } as never };
}

async function taken(spec: Readonly<Record<string, unknown>>, env: never) {
  const kind = kinds.measures.get(String(spec["measure"]));
  if (!kind) throw new Error("there is no such measure");
  return kind.take(kind.schema.parse(spec), env, testCtx());
}

describe("measures with curl", () => {
  const asked = { node: "client", url: "http://10.77.0.100/x", as: "m" };
  const names = (...of: (readonly [string, number])[]) =>
    of.flatMap(([name, times]) => Array(times).fill(`=n\t${name}\t\t${name}`)).join("\n");

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
    const { env, argvs, inputs } = curl(names(...answers));
    const servers = { web1: 3, web2: 2, web3: 1 };
    const found = await taken({ ...asked, measure: "shares", servers, parallel: 9 }, env);
    expect(found.value).toBe(off);
    expect(argvs[0]?.join(" ")).toContain("-Z --parallel-immediate --parallel-max 9");
    const nonces = inputs[0]?.match(/Halab-Nonce: [0-9a-f]{32}/g);
    expect(inputs[0]?.match(/^url = "http:\/\/10.77.0.100\/x"$/gm)).toHaveLength(60);
    expect(new Set(nonces).size).toBe(60);
  });

  it("shares: who has not proven it is nobody, whatever the answer says", async () => {
    const { env, argvs, inputs } = curl(
      names(["web1", 2], ["web2", 2]),
      0,
      "",
      "web1\nweb1\n-\n-\n",
    );
    const servers = { web1: 1, web2: 1 };
    const found = await taken({ ...asked, measure: "shares", servers }, env);
    expect(found.value).toBe(0.5);
    expect(found.evidence).toContain("nobody who proved it answered 2 of 4");
    expect(argvs[1]).toEqual(["halab-tool", "proven"]);
    expect(inputs[1]).toBe("n -\nn -\nn -\nn -\n");
  });

  it("cannot be taken where nothing can be verified", async () => {
    const { env } = curl(names(["web1", 4]), 0, "", "");
    const spec = { ...asked, measure: "shares", servers: { web1: 1 } };
    await expect(taken(spec, env)).rejects.toThrow("cannot be verified on client: there is no key");
  });

  const hmac = (digit: string) => `web1 ${digit.repeat(64)}`;
  // By request: the proof it got, the age; and who has proven it to this very request.
  it.each<[string, readonly (readonly [string, string, string])[], number]>([
    [
      "what was kept of the first request counts",
      [
        [hmac("a"), "", "web1"],
        [hmac("a"), "0", "-"],
        [hmac("a"), "1", "-"],
        [hmac("a"), "1", "-"],
      ],
      0.75,
    ],
    [
      "and what was kept anew, when that was too old",
      [
        [hmac("a"), "59", "web1"],
        [hmac("a"), "60", "-"],
        [hmac("b"), "", "web1"],
        [hmac("b"), "0", "-"],
      ],
      0.75,
    ],
    [
      "an age with no proof was made up",
      [
        [hmac("a"), "", "web1"],
        [hmac("a"), "3", "-"],
        ["", "3", "-"],
        ["", "3", "-"],
      ],
      0.25,
    ],
    [
      "so was one with a proof that is nobody's",
      [
        [hmac("a"), "", "web1"],
        [hmac("c"), "3", "-"],
        [hmac("c"), "3", "-"],
        [hmac("c"), "3", "-"],
      ],
      0,
    ],
    [
      "so was one on an answer that a server gave to this very request",
      [
        [hmac("a"), "3", "web1"],
        [hmac("b"), "3", "web1"],
        [hmac("c"), "3", "web1"],
        [hmac("d"), "3", "web1"],
      ],
      0,
    ],
  ])("cached: %s", async (_, answers, share) => {
    const said = answers.map(([proof, age], at) => `=n${at}\tx\t${proof}\t${age}`).join("\n");
    const proven = answers.map(([, , server]) => `${server}\n`).join("");
    const { env, inputs } = curl(said, 0, "", proven);
    const found = await taken({ ...asked, measure: "cached" }, env);
    expect(found.value).toBe(share);
    const madeUp = answers.filter(([, age]) => age !== "").length - share * answers.length;
    expect(found.evidence.slice(1).join()).toContain(madeUp > 0 ? `${madeUp} more have one` : "");
    expect(new Set(inputs[0]?.match(/Halab-Nonce: [0-9a-f]{32}/g)).size).toBe(60);
  });

  it("cached: a measure asks with the nonces of the one before, which a cache may have kept", async () => {
    const { env, inputs } = curl(`=n\tx\t${hmac("a")}\t1`, 0, "", "-\n");
    await taken({ ...asked, measure: "cached" }, env);
    await taken({ ...asked, measure: "cached" }, env);
    expect(inputs[2]).toBe(inputs[0]);
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

  it.each([
    ["web1\n", "verified"],
    ["-\n", "failed"],
  ])("tls: a page of %j", async (proven, value) => {
    const { env } = curl("200 0.001 0.007 web1 00", 0, "", proven);
    const spec = { measure: "tls", node: "client", as: "m", url: "https://shop.test/hello" };
    const found = await taken({ ...spec, address: "10.77.0.100", ca: "/etc/ca.pem" }, env);
    expect(found.value).toBe(value);
  });

  it("latency: the median of what a probe has just seen", async () => {
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const ctx = { ...testCtx(), clock: { ...testCtx().clock, nowNs: () => atNs(20) } };
    const kind = kinds.measures.get("latency");
    const take = (over: string, answers: () => string | null = () => "web1") =>
      kind?.take(
        kind.schema.parse({ measure: "latency", probe: "site", as: "m", over }),
        { view: RunView.of(seeded({ check, answers })) } as never,
        ctx,
      );
    expect(await take("3s")).toMatchObject({ value: 0.0009, unit: "s" });
    await expect(take("100ms")).rejects.toThrow("only");
    // Nobody was answered: there is nothing to measure, and that is no want of ours.
    expect(await take("3s", () => null)).toMatchObject({ value: null, theirs: true });
  });
});
