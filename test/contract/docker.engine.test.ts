import { systemClock } from "../../cli/core/time.ts";
import { provider } from "../../cli/providers/docker/index.ts";
import { engineDescribe } from "../engine/require.ts";
import { providerContract } from "./provider.ts";

engineDescribe("docker", "the docker provider", () => {
  providerContract("docker", () => ({
    provider,
    name: `contract-${process.pid}`,
    ctx: { clock: systemClock, signal: AbortSignal.timeout(60_000), progress: () => {} },
  }));
});
