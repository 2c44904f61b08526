/**
 * What every fault has to keep to, whoever undoes it: the run, a timer, another process after a crash.
 * It is made on a fake cluster, or on what else test/fixtures/beds knows. That the commands do on a
 * machine what is believed of them, only machines show: test/engine, and the labs' own tests there.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AnyFault, Undo } from "../../../cli/core/kinds/fault.ts";
import { refsIn } from "../../../cli/core/kinds/ref.ts";
import { specFromArgs } from "../../../cli/core/kinds/spec-args.ts";
import { type Bed, bedOf } from "../../fixtures/beds/beds.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { faultUses } from "../../fixtures/shipped.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { aboutText, expectPlaces, lineText } from "./words.ts";

const all = [...kinds.faults.values()];

/** Healing does not undo what was done: an edit stays, and who was killed is dead; another one lives. */
const stays: readonly string[] = ["kill", "stop", "zone-edit"];

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** The fault up to where it would be made; `look` asks it what can be seen of it. */
async function prepared(kind: AnyFault, bed: Bed) {
  const { env, ctx, args, settings } = bed;
  await bed.before?.();
  const spec = specFromArgs(kind, args, settings);
  const plan = await kind.prepare(spec, env, ctx);
  // Whoever undoes it has read it from a file.
  const undo: Undo = throughJson(plan.undo);
  const look = async () => (await kind.verify(undo, env, ctx)).ok;
  const lookHealed = async () => (await kind.verifyHealed?.(undo, env, ctx))?.ok;
  return { ...plan, spec, undo, original: plan.undo, look, lookHealed, env, ctx };
}

describe.each(all)("the fault $kind", (kind) => {
  const healable = kind.heal !== undefined;
  const inBed = async (work: (bed: Bed) => Promise<void>) => {
    using temp = new TempDir();
    await work(await bedOf(kind, temp.path));
  };

  it("says what it is", () => {
    expect(kind.about).toMatch(aboutText);
    expect(kind.verifyHealed !== undefined).toBe(healable);
    // What nobody heals needs no timer.
    if (kind.arm) expect(healable).toBe(true);
    if (kind.formerly) expect(kinds.faults.has(kind.formerly)).toBe(false);
    if (kind.closes) expect(kinds.faults.get(kind.closes)?.heal).toBeDefined();
  });

  it("takes what the command line gives, and nothing that it does not know", () =>
    inBed(async ({ args, settings }) => {
      const spec = specFromArgs(kind, args, settings);
      expect(spec["fault"]).toBe(kind.kind);
      expect(() => specFromArgs(kind, args, [...(settings ?? []), "colour=red"])).toThrow("colour");
      expect(() => specFromArgs(kind, [...args, "more"], settings)).toThrow(/takes \d+ argument/);
      for (const given of faultUses.get(kind.kind) ?? [])
        expect(given.spec["fault"]).toBe(kind.kind);
    }));

  it("names, by their places, what has to exist", () =>
    inBed(async ({ args, settings }) => {
      const given = (faultUses.get(kind.kind) ?? []).map((use) => use.spec);
      for (const spec of [specFromArgs(kind, args, settings), ...given]) {
        const refs = refsIn(kind.schema, spec);
        expect(refs.length).toBeGreaterThan(0);
        expectPlaces(spec, refs);
      }
    }));

  it("touches nothing before it is made, armed or not", () =>
    inBed(async (bed) => {
      const { undo, look, env, ctx } = await prepared(kind, bed);
      expect(await look()).toBe(false);
      await kind.arm?.(undo, 60_000, env, ctx);
      expect(await look()).toBe(false);
    }));

  it("is described, and undone, by what survives a file", () =>
    inBed(async (bed) => {
      const { title, nodes, undo, original } = await prepared(kind, bed);
      expect(undo).toStrictEqual(original);
      expect(undo.kind).toBe(kind.kind);
      expect(title).toMatch(lineText);
      expect(nodes).not.toEqual([]);
    }));

  it("is seen when it was made, and no more when it was healed, once or twice", () =>
    inBed(async (bed) => {
      const { undo, look, lookHealed, env, ctx } = await prepared(kind, bed);
      await kind.arm?.(undo, 60_000, env, ctx);
      const atNs = await kind.inject(undo, env, ctx);
      if (atNs !== undefined) expect(atNs).toBeLessThanOrEqual(ctx.clock.nowNs());
      const seen = await kind.verify(undo, env, ctx);
      expect(seen.ok, seen.evidence.join("; ")).toBe(true);
      expect(seen.evidence).not.toEqual([]);
      if (!healable) return;
      expect(await lookHealed()).toBe(false);
      for (let time = 0; time < 2; time += 1) {
        await kind.heal?.(undo, env, ctx);
        expect(await lookHealed()).toBe(true);
        expect(await look()).toBe(stays.includes(kind.kind));
      }
    }));

  it.each(healable ? [false, true] : [])(
    "that was never made is healed all the same, armed: %s",
    (armed) =>
      inBed(async (bed) => {
        const { undo, look, lookHealed, env, ctx } = await prepared(kind, bed);
        if (armed) await kind.arm?.(undo, 60_000, env, ctx);
        await kind.heal?.(undo, env, ctx);
        expect(await lookHealed()).toBe(true);
        expect(await look()).toBe(false);
      }),
  );
});

/** Seen on no real node by any test: their beds are all that they were tried on. */
const onlyOnFakes = ["disk-error", "disk-slow", "netem", "reset"];

it("a real node shows what a fake can only believe, but for those that are named here", () => {
  const folder = join(import.meta.dirname, "../../engine");
  const files = readdirSync(folder).filter((file) => file.endsWith(".test.ts"));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const isMade = (kind: string) => {
    const made = new RegExp(`(make\\(|"break", name, |fault: |\\[)"?${kind}\\b`);
    return texts.some((text) => made.test(text));
  };
  const shown = all.filter(({ kind }) => faultUses.has(kind) || isMade(kind));
  const hidden = all.filter((one) => !shown.includes(one)).map(({ kind }) => kind);
  expect(hidden).toEqual(onlyOnFakes);
});
