import { describe, expect, it } from "vitest";
import { loadProvider } from "../../cli/providers/load.ts";
import { createFake } from "../fake/index.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { providerContract, tinyPlan } from "./provider.ts";

providerContract("fake", { provider: createFake(), ctx: testCtx, name: "contract" });

describe("the fake", () => {
  it("gc --all removes every cluster", async () => {
    const [provider, ctx] = [createFake(), testCtx()];
    for (const name of ["x", "y"]) await provider.up(tinyPlan(), { name, ephemeral: false }, ctx);
    expect(await provider.gc({ all: true }, ctx)).toHaveLength(4);
    expect(await provider.list(ctx)).toEqual([]);
  });

  it("an unknown provider is the user's mistake, with the nearest one that there is", async () => {
    await expect(loadProvider("dokcer")).rejects.toMatchObject({
      code: "USAGE",
      message: 'unknown provider "dokcer" (did you mean "docker"?)',
    });
  });
});
