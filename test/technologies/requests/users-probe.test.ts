import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { probeReader } from "../../../cli/core/run/lines.ts";
import { kinds } from "../../fixtures/kinds.ts";

describe("a users probe", () => {
  it("is told whom to play", async () => {
    const kind = kinds.probes.get("users");
    const url = "http://10.77.0.100/memory/basket";
    const spec = kind?.schema.parse({
      ...{ kind: "users", from: "client", url, every: "5ms" },
      sources: "10.77.0.129-10.77.0.188",
    });
    expect(spec && kind?.command?.(spec).argv.join(" ")).toBe(
      `users --url ${url} --every-us 5000 --timeout-us 500000 --count 300 --sources 10.77.0.129-10.77.0.188`,
    );
    expect(spec && kind?.address(spec)).toBe("10.77.0.100");
  });

  it.each([
    { users: 20 },
    { users: 1 },
    { sources: "10.77.0.0/24" },
    { url: "http://10.77.0.100" },
  ])("is refused with %j", async (keys) => {
    const kind = kinds.probes.get("users");
    const spec = {
      kind: "users",
      from: "client",
      url: "http://10.77.0.100/memory/basket",
      ...keys,
    };
    expect(kind?.schema.safeParse(spec).success).toBe(false);
  });

  it("is heard: whose basket has less than it had", () => {
    const events: JournalEvent[] = [];
    const read = probeReader("memory", { offsetNs: 1000, now: () => 5 }, (event) =>
      events.push(event),
    );
    for (const line of ["t0 9000 5000", "u 3 lost 17 4 1", "u 5 behind 18 4 4", "u 7 odd 1 1 1"])
      read(line);
    expect(events.filter((event) => event.kind === "basket")).toEqual([
      { kind: "basket", t: 13_000, probe: "memory", event: "lost", user: 17, had: 4, has: 1 },
      { kind: "basket", t: 15_000, probe: "memory", event: "behind", user: 18, had: 4, has: 4 },
    ]);
  });
});
