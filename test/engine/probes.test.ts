import { join } from "node:path";
import { expect, it } from "vitest";
import { readJournal } from "../../cli/core/journal/file.ts";
import { RunView } from "../../cli/core/journal/view.ts";
import type { Report } from "../../cli/core/judge/report.ts";
import { documentOf } from "../fixtures/document.ts";
import { type Bed, journalOf, lab, openBed, runDirs } from "./cli.ts";
import { engineDescribe } from "./require.ts";

/** The kinds of answers that each probe got. */
function outcomesOf(bed: Bed): Map<string, Set<string>> {
  const outcomes = new Map<string, Set<string>>();
  for (const { kind, probe, rows } of journalOf(bed)) {
    if (kind !== "samples") continue;
    const seen = outcomes.get(String(probe)) ?? new Set();
    outcomes.set(String(probe), seen);
    for (const row of rows as string[][]) seen.add(String(row[4]));
  }
  return outcomes;
}

/** Of each answered request of probe `ports`: its number, and the port that the server saw it come from. */
function portsOf(bed: Bed): { readonly k: number; readonly port: number }[] {
  return journalOf(bed).flatMap(({ kind, probe, rows }) =>
    kind === "samples" && probe === "ports"
      ? (rows as [number, number, number, number, string, string][])
          .filter((row) => row[4] === "ok")
          .map((row) => ({ k: row[0], port: Number(row[5]) }))
      : [],
  );
}

const ms = 1e6;

/** The newest run, by what its probes saw in each step. */
class Seen {
  readonly #view: RunView;

  constructor(bed: Bed) {
    this.#view = RunView.of(readJournal(join(runDirs(bed).at(-1) ?? "", "journal.ndjson")));
  }

  /** The kinds of answers to what was sent in a quarter of a second of a step's fault: the first, or the last. */
  outcomes(probe: string, step: string, which: "first" | "last"): string[] {
    const mendedNs = this.#view.steps.get(step)?.mendedNs ?? Number.NaN;
    const effectNs = this.#view.faultOf(step)?.effectNs ?? Number.NaN;
    const fromNs = which === "first" ? effectNs : mendedNs - 300 * ms;
    const rows = this.#view.series.get(probe)?.between(fromNs, fromNs + 250 * ms) ?? [];
    return [...new Set([...rows].map((row) => row[4]))].sort();
  }

  /** How many users lost their baskets in a step, from its fault to its end. */
  lost(step: string): number | undefined {
    const { expectNs = Number.NaN, doneNs = Number.NaN } = this.#view.steps.get(step) ?? {};
    return this.#view.baskets.get("users")?.users("lost", expectNs, doneNs).size;
  }
}

engineDescribe("docker", "the probes", () => {
  const bed = openBed();

  it("of every kind see a cut of half a second, and a dead server as what it is", async () => {
    const result = await bed.halab(["run", lab("probes"), "--name", bed.name("probes"), "--json"]);
    const report = documentOf<Report>(result);
    expect(report.verdict, JSON.stringify(report.steps, null, 1)).toBe("pass");
    const outcomes = outcomesOf(bed);
    // A dead process refuses; a cut path says nothing.
    for (const probe of ["http", "tcp", "name"]) {
      expect([...(outcomes.get(probe) ?? [])]).toEqual(
        expect.arrayContaining(["ok", "refused", "timeout"]),
      );
    }
    for (const probe of ["ping", "dns"]) {
      expect([...(outcomes.get(probe) ?? [])].sort(), probe).toEqual(["ok", "timeout"]);
    }
    expect([...(outcomes.get("stream") ?? [])]).toEqual(["ok"]);
    // A balancer in the kernel knows a port for some time: none comes again soon, they go round.
    const ports = portsOf(bed);
    expect(new Set(ports.map(({ port }) => port)).size).toBe(ports.length);
    const [first] = ports;
    const round = ports.filter(
      ({ k, port }) => first && (port - first.port - (k - first.k)) % 28_000 === 0,
    );
    expect(round.length).toBeGreaterThan(0.98 * ports.length);
    expect(ports.length).toBeGreaterThan(200);
  });

  it("that play many clients see a cut, a dead service and a dead server as what they are", async () => {
    const args = ["run", lab("many-clients"), "--name", bed.name("many"), "--json"];
    const report = documentOf<Report>(await bed.halab(args));
    expect(report.verdict, JSON.stringify(report.steps, null, 1)).toBe("pass");
    const seen = new Seen(bed);
    const both = (step: string, which: "first" | "last") => ({
      clients: seen.outcomes("clients", step, which),
      users: seen.outcomes("users", step, which),
    });
    expect(both("cut", "first")).toEqual({ clients: ["timeout"], users: ["timeout"] });
    expect(both("shop-dies", "last")).toEqual({ clients: ["ok"], users: ["refused"] });
    expect(both("web-dies", "last")).toEqual({ clients: ["refused"], users: ["ok"] });
    expect(both("server-dies", "last")).toEqual({ clients: ["timeout"], users: ["timeout"] });
    // Baskets in a process's memory go with it, those of all 50 users, and with nothing else.
    const lost = report.steps.map(({ id }) => [id, seen.lost(id)]);
    expect(Object.fromEntries(lost)).toEqual({
      steady: 0,
      cut: 0,
      "shop-dies": 50,
      "web-dies": 0,
      "server-dies": 50,
    });
  });
});
