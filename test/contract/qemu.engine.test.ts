import { systemClock } from "../../cli/core/base/time.ts";
import { provider } from "../../cli/providers/qemu/index.ts";
import { engineDescribe } from "../engine/require.ts";
import { ownState } from "./own-state.ts";
import { providerContract } from "./provider.ts";

ownState();

engineDescribe("qemu", "the qemu provider", () => {
  providerContract("qemu", {
    provider,
    name: `contract-vm-${process.pid}`,
    // The first test may have to build the image and save a state.
    ctx: () => ({ clock: systemClock, signal: AbortSignal.timeout(170_000), progress: () => {} }),
  });
});
