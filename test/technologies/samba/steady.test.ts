/** Before a step: does every controller have what the others wrote, and somebody to pull from? */
import { expect, it } from "vitest";
import { kind } from "../../../cli/technologies/samba/probes/directory.ts";

const spec = kind.schema.parse({
  ...{ kind: "directory", from: "client", controllers: ["dc1", "dc2"], password: "p" },
});

const well = [
  [1, "dc1 up"],
  [1, "dc2 up"],
  [2, "dc1 links DC1<DC2,DC2<DC1"],
  [2, "dc2 links DC1<DC2,DC2<DC1"],
  [3, "dc1 wrote 1 took=1"],
  [3, "dc1 saw dc1 1"],
  [3, "dc2 wrote 1 took=1"],
  [3, "dc2 saw dc2 1"],
  [4, "dc1 saw dc2 1"],
  [4, "dc2 saw dc1 1"],
] as const;

function trouble(lines: readonly (readonly [number, string])[], now = 6): string | undefined {
  const words = lines.map(
    ([second, value]) =>
      ({ kind: "told", probe: "directory", node: "client", t: second * 1e9, value }) as const,
  );
  return kind.unsteady?.(spec, { words, nowNs: now * 1e9 });
}

const without = (text: string) => well.filter(([, line]) => !line.startsWith(text));

it.each<[string, readonly (readonly [number, string])[], number, string | undefined]>([
  ["all have all", well, 6, undefined],
  ["one is off", [...well, [5, "dc2 down Timed out"]], 6, "dc2 does not answer"],
  ["nobody has written there", without("dc2 wrote"), 6, "nothing was written on dc2"],
  ["the first has not come", without("dc2 saw dc1"), 6, "dc2 lacks what was written on dc1"],
  ["a late one is on its way", [...well, [5, "dc1 wrote 2 took=1"]], 6, undefined],
  [
    "an old one has not come",
    [...well, [5, "dc1 wrote 2 took=1"], [5, "dc1 saw dc1 2"]],
    30,
    "dc2 lacks what was written on dc1",
  ],
  [
    "one pulls from nobody",
    [...well, [5, "dc1 links DC2<DC1"]],
    6,
    "by dc1, dc1 pulls from nobody",
  ],
])("%s", (_, lines, now, said) => {
  expect(trouble(lines, now)).toBe(said);
});
