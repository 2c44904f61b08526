/** How the requests of a probe failed while nothing was broken. */
import type { Plan } from "../../core/cluster/plan.ts";
import { type Failures, failuresText } from "../../core/journal/failures.ts";
import type { Facts, Found } from "../../core/kinds/rule.ts";

export interface Failing {
  readonly probe: Plan["probes"][number];
  readonly sent: number;
  readonly lost: number;
  /** "refused" and how many of them; the most frequent first. */
  readonly how: Failures;
}

/** So many last requests, over so long at least, all failed: a cluster that has just started may have failed before. */
const last = { requests: 5, ns: 5e8 };

/** Until the first fault of a run; of a look at a cluster, at its end. */
function failingProbes({ plan, run }: Facts): readonly Failing[] {
  if (!run) return [];
  return plan.probes
    .filter(({ sends }) => sends)
    .flatMap((probe): Failing[] => {
      const series = run.series.get(probe.name);
      if (!series) return [];
      const untilNs = Math.min(series.horizonNs, ...run.faults.map(({ intentNs }) => intentNs));
      const fromNs = untilNs - Math.max(last.ns, last.requests * series.intervalNs);
      const { sent, lost, failures } = series.tally(Math.max(run.startNs, fromNs), untilNs);
      return sent >= last.requests && lost === sent ? [{ probe, sent, lost, how: failures }] : [];
    });
}

/** Those that failed mostly in one way. */
export function failingBy(facts: Facts, isMeant: (how: string) => boolean): readonly Failing[] {
  return failingProbes(facts).filter(({ how, lost }) => {
    const [first] = how;
    return first !== undefined && isMeant(first[0]) && first[1] > lost / 2;
  });
}

/** The prober has no file; what it says stands in the place of a line. */
export function foundOf({ probe, sent, lost, how }: Failing): Found {
  const from = String(probe.spec["from"] ?? "");
  const text = `${lost} of ${sent} requests were lost: ${failuresText(how)}`;
  const [[first] = [""]] = how;
  return {
    where: [{ node: from, file: "", text }],
    args: { probe: probe.label, address: probe.address ?? probe.label, sent, lost, how: first },
  };
}
