import { beforeAll } from "vitest";
import { systemClock } from "../../cli/core/time.ts";
import { buildBox } from "../../cli/providers/vagrant/box.ts";
import { provider } from "../../cli/providers/vagrant/index.ts";
import { engineDescribe } from "../engine/require.ts";
import { providerContract } from "./provider.ts";

engineDescribe("vagrant", "the vagrant provider", () => {
  const ctx = () => ({
    clock: systemClock,
    signal: AbortSignal.timeout(170_000),
    progress: () => {},
  });

  beforeAll(() => buildBox(ctx()));

  providerContract("vagrant", () => ({
    provider,
    name: `contract-vagrant-${process.pid}`,
    ctx: ctx(),
  }));
});
