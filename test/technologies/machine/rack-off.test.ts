import { expect, it } from "vitest";
import type { FaultEnv } from "../../../cli/core/kinds/fault.ts";
import { kind as rackOff } from "../../../cli/technologies/machine/faults/rack-off.ts";
import { testCtx } from "../../fixtures/ctx.ts";

it("a rack has its power again when it is known of each node what became of it", async () => {
  const came: string[] = [];
  const powerOn = async (node: string) => {
    if (node === "a") throw new Error("a did not come up");
    await new Promise((resolve) => setImmediate(resolve));
    came.push(node);
  };
  const env = { cluster: { powerOn } } as unknown as FaultEnv;
  const healed = rackOff.heal?.(
    { kind: "rack-off", nodes: ["a", "b", "c"], ports: [] },
    env,
    testCtx(),
  );
  await expect(healed).rejects.toThrow("a did not come up");
  expect(came).toEqual(["b", "c"]);
});
