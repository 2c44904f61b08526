import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { share } from "../../../cli/core/kinds/values.ts";
import { probeReader } from "../../../cli/core/run/lines.ts";
import { kinds } from "../../fixtures/kinds.ts";

describe("the probe clients", () => {
  it("sends for each address of a range", async () => {
    const kind = kinds.probes.get("clients");
    const spec = kind?.schema.parse({
      ...{ kind: "clients", from: "client", url: "http://10.77.0.100/" },
      sources: "10.77.0.128-10.77.0.191",
    });
    expect(spec && kind?.command?.(spec)).toEqual({
      from: "client",
      argv: [
        ...["clients", "--url", "http://10.77.0.100/", "--sources", "10.77.0.128-10.77.0.191"],
        ...["--every-us", "5000", "--timeout-us", "250000"],
      ],
    });
  });

  it("hands on who answered, by the nodes' names", async () => {
    const events: JournalEvent[] = [];
    const names = new Map([
      ["m1", "n1"],
      ["m2", "n2"],
    ]);
    const read = probeReader(
      "site",
      { offsetNs: 0, now: () => 5 },
      (event) => events.push(event),
      names,
    );
    for (const line of ["r 0 m2,m1", "r 1 -", "r 2 m9", "r 3"]) read(line);
    await new Promise((resolve) => setImmediate(resolve));
    const rows = [
      [0, ["n1", "n2"]],
      [1, []],
      [2, ["m9"]],
      [3, []],
    ];
    expect(events).toEqual([{ kind: "responders", t: 5, probe: "site", rows }]);
  });

  it.each([
    ["1/3", 1 / 3],
    [0.25, 0.25],
    ["0.5", 0.5],
    ["0", 0],
  ])("a share may be %s", (text, value) => {
    expect(share.parse(text)).toBeCloseTo(value, 9);
  });
  it.each(["1/0", "a third", "-1", 2])("%s is no share", (text) => {
    expect(share.safeParse(text).success).toBe(false);
  });
});
