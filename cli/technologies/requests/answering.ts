/** Which servers answered a probe while nothing was broken, and which should have. */
import type { Facts, Found } from "../../core/kinds/rule.ts";

/** Fewer answers than this say nothing about who is left out. */
const fewest = 50;

interface Answering {
  readonly probe: string;
  readonly label: string;
  readonly from: string;
  readonly url: string;
  /** Server -> how many answers it gave. */
  readonly given: ReadonlyMap<string, number>;
  /** Those that a step without a fault wants to answer. */
  readonly wanted: readonly string[];
}

/** What steps without a fault say of who answers: by probe. */
function wantedBy({ plan }: Facts): ReadonlyMap<string, readonly string[]> {
  const specs = plan.steps
    .filter(({ fault }) => fault === null)
    .flatMap(({ expect }) => expect)
    .filter(({ check, servers }) => check === "balance" && typeof servers === "object");
  return new Map(specs.map((spec) => [String(spec["probe"]), Object.keys(spec["servers"] ?? {})]));
}

function answering(facts: Facts): readonly Answering[] {
  const { run, plan } = facts;
  if (!run) return [];
  return [...wantedBy(facts)].flatMap(([name, wanted]): Answering[] => {
    const series = run.series.get(name);
    const probe = plan.probes.find((one) => one.name === name);
    if (!series || !probe) return [];
    const untilNs = Math.min(series.horizonNs, ...run.faults.map(({ intentNs }) => intentNs));
    const { servers, sent, lost } = series.tally(run.startNs, untilNs);
    if (sent - lost < fewest) return [];
    const from = String(probe.spec["from"] ?? "");
    const url = String(probe.spec["url"] ?? `http://${probe.address}/`);
    return [{ probe: name, label: probe.label, from, url, given: servers, wanted }];
  });
}

function textOf({ given }: Answering): string {
  return `answers: ${[...given].map(([server, count]) => `${count} x ${server}`).join(", ")}`;
}

/** One finding for each probe in which some servers stand out. */
export function standingOut(
  facts: Facts,
  which: (one: Answering) => readonly string[],
): readonly Found[] {
  return answering(facts).flatMap((one): Found[] => {
    const servers = which(one);
    if (servers.length === 0) return [];
    const place = { node: one.from, file: "", text: textOf(one) };
    const { label: probe, url } = one;
    const args = { probe, url, servers: servers.join(", "), wanted: one.wanted.join(", ") };
    return [{ where: [place], args }];
  });
}
