/** What a probe `rival-writes` tells: rounds in which transactions of several nodes changed the same row. */

import { z } from "zod";
import type { StepView } from "../../core/kinds/formula.ts";
import { type Told, toldBy } from "../../core/kinds/probe.ts";

const rival = /^(\S+)=(ok|none|[0-9A-Z]{5})\/(\S+)$/;

/** "d NS ROUND HOST=OUTCOME/SEEN ...": as the program says it, but for the time. */
export function parseDuel(line: string): { atNs: number; value: string } | undefined {
  const [word, ns = "", round = "", ...rivals] = line.split(" ");
  if (word !== "d" || !/^\d{1,16}$/.test(ns) || !/^\d+$/.test(round)) return undefined;
  if (rivals.length === 0 || !rivals.every((one) => rival.test(one))) return undefined;
  return { atNs: Number(ns), value: [round, ...rivals].join(" ") };
}

interface Rival {
  readonly node: string;
  /** `ok`: committed; `none`: it took no part, or got no answer; else the SQLSTATE that refused it. */
  readonly outcome: string;
  /** Whose change it shows afterwards; undefined: it did not say. */
  readonly seen: string | undefined;
}

type Duel = Told<readonly Rival[]>;

/** The rounds that ended in a view's phase. */
export function duelsIn(view: StepView, probe: string): readonly Duel[] {
  return toldBy(view.run, probe, z.string())
    .filter(({ t }) => t >= view.sinceNs && t <= view.untilNs)
    .map(({ value, ...told }) => ({ ...told, value: rivalsOf(value) }));
}

function rivalsOf(value: string): readonly Rival[] {
  return value.split(" ").flatMap((one): Rival[] => {
    const [, node, outcome, seen] = rival.exec(one) ?? [];
    if (node === undefined || outcome === undefined) return [];
    return [{ node, outcome, seen: seen === "-" ? undefined : seen }];
  });
}
