import { describe, expect, it } from "vitest";
import { HalabError } from "../../cli/core/base/error.ts";
import { LocalAgent } from "../../cli/providers/local-agent.ts";
import { testCtx } from "../fixtures/ctx.ts";

describe("commands on this machine", () => {
  const host = new LocalAgent("this machine");

  it("get their input, and say how they ended", async () => {
    const sh = (script: string, input = "") =>
      host.run(["/bin/sh", "-c", script], testCtx(), { input });
    expect(await sh("cat; echo wrong >&2; exit 3", "given\n")).toEqual({
      exitCode: 3,
      stdout: "given\n",
      stderr: "wrong\n",
    });
    expect(await sh("kill -9 $$")).toMatchObject({ exitCode: 137 });
    expect(await host.run(["/no/such/tool"], testCtx())).toMatchObject({ exitCode: 127 });
    // What does not read its input closes it.
    expect(await sh("exit 0", "x".repeat(1_000_000))).toMatchObject({ exitCode: 0 });
  });

  it("end with us", async () => {
    const ctx = testCtx();
    const running = host.run(["/bin/sh", "-c", "exec tail -f /dev/null"], ctx);
    ctx.stop.abort(new HalabError("CANCELLED", "enough"));
    await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("that cannot be run are an error, not an exit code", async () => {
    await expect(host.run(["/"], testCtx())).rejects.toMatchObject({ code: "ENGINE_FAILED" });
  });
});
