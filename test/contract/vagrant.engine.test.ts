import { beforeAll } from "vitest";
import { systemClock } from "../../cli/core/base/time.ts";
import { buildBox } from "../../cli/providers/vagrant/box.ts";
import { provider } from "../../cli/providers/vagrant/index.ts";
import { engineDescribe } from "../engine/require.ts";
import { providerContract } from "./provider.ts";

engineDescribe("vagrant", "the vagrant provider", () => {
  const ctx = (deadlineMs = 170_000) => ({
    clock: systemClock,
    signal: AbortSignal.timeout(deadlineMs),
    progress: () => {},
  });

  // On a new machine its packages come first.
  beforeAll(() => buildBox(ctx(290_000)));

  providerContract("vagrant", () => ({
    provider,
    name: `contract-vagrant-${process.pid}`,
    ctx: ctx(),
  }));
});
