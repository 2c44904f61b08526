/** A data path cut for an exact time: what does the http probe say? */

import { templatesDir } from "../../cli/core/base/home.ts";
import { waitUntil } from "../../cli/core/base/time.ts";
import { Agents } from "../../cli/core/cluster/agents.ts";
import { Sink } from "../../cli/core/journal/sink.ts";
import { loadAllKinds } from "../../cli/core/kinds/all.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { Breaker } from "../../cli/core/run/breaker.ts";
import { Session } from "../../cli/core/run/session.ts";
import { provider } from "../../cli/providers/docker/index.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { kinds } from "../fixtures/kinds.ts";
import { ctx, row } from "./tools.ts";

const lengthsMs = [200, 500, 1000, 2000];
const timesEach = 5;

export async function benchCut(): Promise<void> {
  const name = "bench-cut";
  const { plan: lab } = await openLab("vrrp-failover", {
    renderer: createRenderer(templatesDir()),
  });
  // 200 requests a second, whatever the lab itself asks for.
  const probes = lab.probes.map((probe) =>
    probe.name === "site" ? { ...probe, spec: { ...probe.spec, every: 5 } } : probe,
  );
  const plan = { ...lab, probes };
  const { cluster } = await provider.up(plan, { name, ephemeral: true }, ctx);
  try {
    await using session = new Session({
      plan,
      kinds: await loadAllKinds(),
      cluster,
      sink: new Sink(),
      ctx,
    });
    await using agents = new Agents(cluster);
    await using breaker = new Breaker({
      plan,
      cluster,
      agents,
      kinds: kinds.faults,
      resolve: (ref) => ref,
    });
    await session.attachAll();
    await breaker.openSwitch(ctx);
    const calmSince = (fromNs: number) => () => {
      const series = session.view.series.get("site");
      const since = series?.okSinceNs(fromNs);
      return series && since !== undefined && series.horizonNs - since > 500e6 ? true : undefined;
    };
    const errors: number[] = [];
    for (const lengthMs of lengthsMs) {
      for (let time = 0; time < timesEach; time += 1) {
        await waitUntil(
          calmSince(session.now()),
          { what: "the service to be calm", timeoutMs: 15_000 },
          ctx,
        );
        const fromNs = session.now();
        const spec = {
          fault: "cut",
          between: [["client"], ["lb1", "lb2"]],
          direction: "both",
          protocol: "all",
          for: lengthMs,
        };
        await breaker.inject(spec, {}, ctx);
        const overNs = fromNs + (lengthMs + 100) * 1e6;
        await waitUntil(
          calmSince(overNs),
          { what: "the service to be back", timeoutMs: 15_000 },
          ctx,
        );
        await breaker.healAll(ctx);
        const gaps = session.view.series.get("site")?.gaps(fromNs - 50e6, session.now()) ?? [];
        const longest = Math.max(0, ...gaps.map((gap) => (gap.toNs - gap.fromNs) / 1e6));
        errors.push(longest - lengthMs);
      }
    }
    const worst = Math.max(...errors.map(Math.abs));
    const all = errors.map((error) => error.toFixed(0)).join(" ");
    row(
      `cut of ${lengthsMs.join(", ")} ms, ${errors.length} times`,
      `worst error ${worst.toFixed(1)} ms (all: ${all})`,
      "within 20 ms every time",
      worst <= 20,
    );
    const lateness = session.view.series.get("site")?.latenesses() ?? [];
    const p99 = (lateness[Math.floor(lateness.length * 0.99)] ?? 0) / 1000;
    row(
      "prober's lateness at 200/s, five nodes",
      `p99 ${p99.toFixed(2)} ms of ${lateness.length} requests`,
      "p99 under 5 ms",
      p99 < 5,
    );
  } finally {
    await provider.down(name, ctx);
  }
}
