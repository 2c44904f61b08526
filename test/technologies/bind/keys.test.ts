import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import type { MeasureEnv } from "../../../cli/core/kinds/measure.ts";
import { kind as transferTry } from "../../../cli/technologies/bind/measures/transfer-try.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { makePlan } from "../../fixtures/plan.ts";

const secret = "YSBzZWNyZXQgdGhhdCBub2JvZHkgc2VlcyE=";
const config = `key "transfer-key" {\n\talgorithm "hmac-sha256";\n\tsecret "${secret}";\n};\n`;

/** A node whose checker and whose dig do this. */
function node(checker: number, dig: () => { stdout: string; stderr: string }) {
  const argvs: string[] = [];
  const inputs: string[] = [];
  const agent = {
    node: "lb2",
    run: async (argv: readonly string[], _: unknown, { input = "" }: { input?: string } = {}) => {
      argvs.push(argv.join(" "));
      inputs.push(input);
      if (argv[0] !== "dig")
        return { exitCode: checker, stdout: config, stderr: `near '${secret}'` };
      return { exitCode: 0, ...dig() };
    },
  } as unknown as NodeAgent;
  const env = { plan: makePlan(), agent: async () => agent } as unknown as MeasureEnv;
  const spec = { measure: "transfer-try", node: "lb2", server: "lb1", zone: "lab.test", as: "x" };
  const take = (key: string) =>
    transferTry.take(transferTry.schema.parse({ ...spec, key }), env, testCtx());
  return { take, argvs, inputs };
}

const everythingOf = (error: unknown) =>
  error instanceof HalabError ? JSON.stringify([error.message, error.hint, error.details]) : "";

describe("a key's secret", () => {
  it.each(["own", "wrong"])("goes to dig on its stdin: %s", async (key) => {
    const { take, argvs, inputs } = node(0, () => ({ stdout: "; Transfer failed.\n", stderr: "" }));
    const { value, evidence } = await take(key);
    expect(value).toBe("refused");
    expect(argvs.at(-1)).toContain("dig +time=2 +tries=1 -k /dev/stdin");
    expect([...argvs, ...evidence].join("\n")).not.toContain(secret);
    const statement = /^key "transfer-key" \{ algorithm hmac-sha256; secret "([^"]+)"; \};\n$/;
    const [, given = ""] = statement.exec(inputs.at(-1) ?? "") ?? [];
    expect(given.length).toBe(secret.length);
    expect(given === secret).toBe(key === "own");
  });

  it("is in no error: dig says neither, or dies, or the checker refuses what it read", async () => {
    const neither = node(0, () => ({ stdout: ";; timed out\n", stderr: "" }));
    const dead = node(0, () => {
      throw new HalabError("NODE_UNREACHABLE", `lb2 went away during \`${dead.argvs.at(-1)}\``);
    });
    const refused = node(1, () => ({ stdout: "", stderr: "" }));
    for (const { take } of [neither, dead, refused]) {
      const error: unknown = await take("own").catch((reason: unknown) => reason);
      expect(everythingOf(error)).toMatch(/neither|went away|refuses named.conf/);
      expect(everythingOf(error)).not.toContain(secret);
    }
  });
});
