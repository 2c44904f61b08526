import { describe, expect, it } from "vitest";
import { pause } from "../../../cli/providers/docker/api/pause.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const busy = "(HTTP code 500) server error - OCI runtime pause failed: unable to freeze: unknown";

/** A container whose first attempts end with these words. */
function containerThat(...fails: readonly string[]) {
  const left = [...fails];
  let asked = 0;
  return {
    asked: () => asked,
    pause: async () => {
      asked += 1;
      const words = left.shift();
      if (words !== undefined) throw new Error(words);
    },
  };
}

describe("pausing a container", () => {
  it("is tried again while the runtime cannot freeze what starts processes", async () => {
    const container = containerThat(busy, busy);
    await pause(container, "lb1", testCtx());
    expect(container.asked()).toBe(3);
  });

  it("is not tried again after any other error", async () => {
    const container = containerThat("no such container", busy);
    await expect(pause(container, "lb1", testCtx())).rejects.toThrow("no such container");
    expect(container.asked()).toBe(1);
  });

  it("ends at its deadline with what the engine said", async () => {
    const container = containerThat(...Array.from({ length: 1000 }, () => busy));
    await expect(pause(container, "lb1", testCtx())).rejects.toThrow(
      /waited 10 s for lb1 to be frozen; last seen: .*unable to freeze/,
    );
  });
});
