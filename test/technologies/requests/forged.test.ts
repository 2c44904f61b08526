import { describe, expect, it } from "vitest";
import type { JournalEvent, SampleRow } from "../../../cli/core/journal/events.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf, foundIn } from "../../fixtures/verdicts.ts";

/** A journal in which all that looked good was forged, each answer with the right server's name. */
function forged(check: CheckSpec): JournalEvent[] {
  const forge = ([k, due, sent, end, outcome, server]: SampleRow): SampleRow => [
    ...([k, due, sent, end] as const),
    outcome === "ok" ? "forged" : outcome,
    server,
  ];
  return seeded({ check: checkOf(check) }).map((event) =>
    event.kind === "samples" ? { ...event, rows: event.rows.map(forge) } : event,
  );
}

describe("answers that none of the lab's servers gave", () => {
  it.each([
    { check: "balance", servers: { web1: 1, web2: 1 }, tolerance: 0.1 },
    { check: "served-by", servers: ["web1", "web2"], within: "2s" },
    { check: "outage", within: "2s" },
    { check: "impaired", within: "2s" },
    { check: "lost", "at-most": 0 },
  ])("fail $check, whatever name is in them", (spec) => {
    const check = { probe: "site", ...spec };
    expect(foundIn(seeded({ check: checkOf(check) })).verdict).toBe("pass");
    const found = foundIn(forged(check));
    expect(found, found.evidence.join("; ")).toMatchObject({ verdict: "fail", points: 0 });
  });

  it.each([
    { kind: "http", url: "http://10.77.0.100/" },
    { kind: "http-name", url: "http://www.lab.test/", resolver: "10.77.0.54" },
    { kind: "clients", url: "http://10.77.0.100/", sources: "10.77.0.128-10.77.0.190" },
    { kind: "users", url: "http://10.77.0.100/memory/basket" },
    { kind: "stream", to: "10.77.0.100:7000" },
  ])("are believed by a $kind probe only where the lab says so", (spec) => {
    const kind = kinds.probes.get(spec.kind);
    expect(kind?.proven).toBe(true);
    const keys = { from: "client", ...spec };
    expect(kind?.schema.safeParse({ ...keys, unproven: true }).success).toBe(true);
    expect(kind?.schema.safeParse({ ...keys, unproven: "yes" }).success).toBe(false);
  });
});
