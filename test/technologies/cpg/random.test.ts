/** Groups that come apart and together as they like, and of which one message goes wrong. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Group, judged, type Line, type Node, nodes } from "./group.ts";

const partings: readonly (readonly (readonly Node[])[])[] = [
  [nodes],
  [["n1", "n2"], ["n3"]],
  [["n1"], ["n2", "n3"]],
  [["n1", "n3"], ["n2"]],
  [["n1"], ["n2"], ["n3"]],
  [["n1", "n3"]],
  [["n2", "n3"]],
];

const story = fc.array(
  fc.record({
    lastS: fc.integer({ min: 1, max: 4 }),
    parting: fc.constantFrom(...partings),
    senders: fc.array(fc.constantFrom(...nodes), { minLength: 4, maxLength: 12 }),
  }),
  { minLength: 3, maxLength: 6 },
);

type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** Two of them go from whole to a part and back in any case. */
function played(chapters: Story): Group {
  const group = new Group();
  let second = 10.5;
  group.talk(1, second, 4);
  for (const { lastS, parting, senders } of chapters) {
    group.split(second, parting);
    for (let k = 0; k < lastS * senders.length && second + k / 20 < 29; k += 1)
      group.send(
        second + 0.05 + (k * lastS) / (senders.length * lastS + 1),
        senders[k % senders.length] ?? "n1",
      );
    second += lastS;
  }
  group.split(second, [nodes]);
  group.talk(second + 0.1, 30.5, 4);
  return group;
}

const check = (kind: string) => ({ check: kind, probe: "group", points: 10 });
const laws = ["agreed-order", "no-duplicates", "none-missing", "same-views"] as const;

it("whatever parts and meets again as Totem has it keeps every law", () => {
  fc.assert(
    fc.property(story, (chapters) => {
      for (const kind of laws) {
        const found = judged(played(chapters), { check: check(kind) });
        // Where all go ways of their own, nobody had to reach anybody who stays.
        const nothing =
          found.evidence[0] === "no member had anything to be delivered to another one";
        expect(found.verdict, `${kind}: ${found.evidence.join("; ")}`).toBe(
          nothing ? "fail" : "pass",
        );
      }
    }),
    { numRuns: 25 },
  );
});

interface Hit {
  readonly node: Node;
  readonly lines: Line[];
  readonly at: number;
}

/** A message that another node was delivered too, in the phase. */
function commonOne(group: Group, pick: number): Hit | undefined {
  const all = nodes.flatMap((node) => {
    const lines = group.lines(node);
    return lines.flatMap((line, at): Hit[] => {
      const common = (message: string) =>
        nodes.some(
          (other) =>
            other !== node &&
            group.lines(other).some((one) => "message" in one && one.message === message),
        );
      const fits = "message" in line && line.second > 10.5 && line.second < 18;
      return fits && common(line.message) ? [{ node, lines, at }] : [];
    });
  });
  return all.length === 0 ? undefined : all[pick % all.length];
}

it("a message that comes a second time is always found", () => {
  fc.assert(
    fc.property(story, fc.nat(), (chapters, pick) => {
      const group = played(chapters);
      const hit = commonOne(group, pick);
      fc.pre(hit !== undefined);
      hit.lines.splice(hit.at + 1, 0, hit.lines[hit.at] as Line);
      expect(judged(group, { check: check("no-duplicates") }).verdict).toBe("fail");
    }),
    { numRuns: 25 },
  );
});

it("two neighbours that others have the other way round are always found", () => {
  fc.assert(
    fc.property(story, fc.nat(), (chapters, pick) => {
      const group = played(chapters);
      const hit = commonOne(group, pick);
      fc.pre(hit !== undefined);
      const [a, b] = [hit.lines[hit.at], hit.lines[hit.at + 1]];
      fc.pre(!!a && !!b && "message" in a && "message" in b);
      const both = (lines: readonly Line[], message: string) =>
        lines.some((one) => "message" in one && one.message === message);
      fc.pre(
        nodes.some(
          (other) =>
            other !== hit.node &&
            both(group.lines(other), a.message) &&
            both(group.lines(other), b.message),
        ),
      );
      hit.lines.splice(hit.at, 2, { ...b, second: a.second }, { ...a, second: b.second });
      expect(judged(group, { check: check("agreed-order") }).verdict).toBe("fail");
    }),
    { numRuns: 25 },
  );
});

/** The ring that a node goes on to after a line of its log, before the phase ends. */
function nextRing(lines: readonly Line[], at: number): string | undefined {
  const next = lines.slice(at).find((one) => "words" in one && one.words.startsWith("ring "));
  return next && "words" in next && next.second < 20 ? next.words : undefined;
}

it("a message that one of two who stay together lacks is always found", () => {
  fc.assert(
    fc.property(story, fc.nat(), (chapters, pick) => {
      const group = played(chapters);
      const hit = commonOne(group, pick);
      fc.pre(hit !== undefined);
      const own = hit.lines[hit.at];
      const ring = nextRing(hit.lines, hit.at);
      const stays = nodes.some((other) => {
        const lines = group.lines(other);
        const at = lines.findIndex(
          (one) => own && "message" in own && "message" in one && one.message === own.message,
        );
        return other !== hit.node && at >= 0 && nextRing(lines, at) === ring;
      });
      fc.pre(stays && ring !== undefined);
      hit.lines.splice(hit.at, 1);
      expect(judged(group, { check: check("virtual-synchrony") }).verdict).toBe("fail");
    }),
    { numRuns: 25 },
  );
});
