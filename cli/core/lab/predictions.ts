/** A step's `predict`: what its student says beforehand, and of which probe. */
import { z } from "zod";
import { didYouMean } from "../base/nearest.ts";
import type { PlannedAsk } from "../cluster/plan.ts";
import type { Kinds } from "../kinds/all.ts";
import { points, probeName } from "../kinds/values.ts";

const asks = [
  "owner",
  "outage",
  "time",
  "lost",
  "streams",
] as const satisfies readonly PlannedAsk["ask"][];

export const predictions = z
  .array(
    z.strictObject({
      ask: z
        .enum(asks)
        .describe(
          "owner: who has the address then; outage, time: how long, in seconds; lost: how many requests; streams: stay, or break.",
        ),
      probe: probeName.describe("What it is asked of: for an owner the address's watch."),
      points,
    }),
  )
  .min(1);

interface Mistake {
  /** Which one of the list. */
  readonly at: number;
  readonly text: string;
}

/** What a schema cannot say: probes that are there and can answer, and nothing asked twice. */
export function predictionMistakes(
  step: { readonly predict?: readonly PlannedAsk[] | undefined },
  lab: {
    readonly file: { readonly probes: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
    readonly kinds: Pick<Kinds, "probes">;
    readonly names: { readonly probes: readonly string[] };
  },
): readonly Mistake[] {
  const seen = new Set<string>();
  return (step.predict ?? []).flatMap(({ ask, probe }, at) => {
    if (seen.has(ask)) return [{ at, text: `\`${ask}\` is asked a second time` }];
    seen.add(ask);
    if (!lab.names.probes.includes(probe))
      return [{ at, text: `unknown probe "${probe}"${didYouMean(probe, lab.names.probes)}` }];
    const kind = lab.kinds.probes.get(String(lab.file.probes[probe]?.["kind"]));
    // What is wrong with the probe itself is said already.
    if (!kind) return [];
    const asked = kind.command !== undefined || (ask === "time" && kind.watches === "words");
    const fits = ask === "owner" ? kind.watches === "owner" : asked;
    const wanted = ask === "owner" ? "watches no owner" : "sends nothing";
    return fits ? [] : [{ at, text: `\`${ask}\` of "${probe}", which ${wanted}` }];
  });
}
