import { expect, it } from "vitest";
import type { Report } from "../../cli/core/report.ts";
import { type Bed, journalOf, lab, openBed } from "./cli.ts";
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

engineDescribe("docker", "the probes", () => {
  const bed = openBed();

  it("of every kind see a cut of half a second, and a dead server as what it is", async () => {
    const result = await bed.halab(["run", lab("probes"), "--name", bed.name("probes"), "--json"]);
    const report: Report = JSON.parse(result.stdout);
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
});
