/** What every probe has to keep to: it sends or it looks on, and a plan can say what it is. */
import { describe, expect, it } from "vitest";
import { parseAddress } from "../../../cli/core/base/address.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { type Ref, refsIn } from "../../../cli/core/kinds/ref.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { probeUses, shipped } from "../../fixtures/shipped.ts";
import { aboutText, expectPlaces, leakedText } from "./words.ts";

const all = [...kinds.probes.values()];

type Spec = Readonly<Record<string, unknown>>;

/** Of kinds that no lab has use for: as docs/kinds would have it, on the lab vrrp-failover. */
const examples: Readonly<Record<string, readonly Spec[]>> = {
  ping: [{ kind: "ping", from: "client", to: "10.77.0.100" }],
  tcp: [{ kind: "tcp", from: "client", to: "10.77.0.100:80" }],
};

const [first] = shipped.filter(({ lab }) => lab === "vrrp-failover");

function usesOf(kind: string): readonly { readonly plan: Plan; readonly spec: Spec }[] {
  const schema = kinds.probes.get(kind)?.schema;
  const made = (examples[kind] ?? []).flatMap((spec) => {
    return first && schema ? [{ plan: first, spec: schema.parse(spec) }] : [];
  });
  return [...(probeUses.get(kind) ?? []), ...made];
}

function exists({ to, name }: Ref, plan: Plan): boolean {
  const known = to === "segment" ? plan.segments : plan.nodes;
  return known.some((one) => one.name === name);
}

describe.each(all)("the probe $kind", (probe) => {
  const { kind } = probe;
  const uses = usesOf(kind);

  it("says what it is", () => {
    expect(probe.about).toMatch(aboutText);
  });

  it("stands in a lab, or has an example here", () => {
    expect(uses).not.toEqual([]);
  });

  it("sends, watches or follows, and says what it watches", () => {
    const ways = [probe.command, probe.watch, probe.follow];
    expect(ways.filter((one) => one !== undefined)).toHaveLength(1);
    expect(probe.watches === "owner").toBe(probe.watch !== undefined);
    if (probe.watches === "words") expect(probe.follow).toBeDefined();
    if (probe.clients) expect(probe.command).toBeDefined();
  });

  it("has a label for tables, of a line", () => {
    for (const { spec } of uses) expect(probe.label(spec)).toMatch(/^\S[^\n]{2,60}$/);
  });

  it("tells the address that is asked or watched", () => {
    for (const { spec } of uses) {
      const address = probe.address(spec);
      expect(address === undefined || parseAddress(address) !== undefined, address).toBe(true);
    }
  });

  it("names, by their places, the nodes and segments that it needs", () => {
    for (const { plan, spec } of uses) {
      const refs = refsIn(probe.schema, spec);
      expect(refs.length).toBeGreaterThan(0);
      expectPlaces(spec, refs);
      for (const ref of refs) expect(exists(ref, plan), ref.name).toBe(true);
    }
  });

  it("is sent from a node that it names, by words", () => {
    for (const { spec } of uses) {
      const command = probe.command?.(spec);
      if (!command) continue;
      expect(refsIn(probe.schema, spec)).toContainEqual({
        to: "node",
        name: command.from,
        path: ["from"],
      });
      expect(command.argv.length).toBeGreaterThan(0);
      for (const word of command.argv) {
        expect(word).toBeTypeOf("string");
        expect(word).toMatch(/^[^\s\0]+$/);
        expect(word).not.toMatch(leakedText);
      }
    }
  });

  it("watches an address of a segment that it names, every so often", () => {
    for (const { spec } of uses) {
      const watch = probe.watch?.(spec);
      if (!watch) continue;
      expect(parseAddress(watch.address)).toBeDefined();
      expect(refsIn(probe.schema, spec).map(({ name }) => name)).toContain(watch.segment);
      expect(watch.everyMs).toBeGreaterThan(0);
    }
  });

  it("counts its clients, if it shares them out", () => {
    for (const { spec } of uses) {
      const count = probe.clients?.(spec) ?? 1;
      expect(Number.isInteger(count)).toBe(true);
      expect(count).toBeGreaterThan(0);
    }
  });

  it("is told to a plan as what it is", () => {
    for (const plan of shipped)
      for (const planned of plan.probes.filter((one) => one.kind === kind)) {
        expect(planned.sends ?? false).toBe(probe.command !== undefined);
        expect(planned.watches).toBe(probe.watches);
        expect(planned.clients).toBe(probe.clients?.(planned.spec));
      }
  });

  it("takes nothing that it does not know", () => {
    const plain = examples[kind]?.[0];
    for (const wrong of [{ ...plain, kind, colour: "red" }, { kind: "telepathy" }, {}, null])
      expect(probe.schema.safeParse(wrong).success).toBe(false);
  });
});
