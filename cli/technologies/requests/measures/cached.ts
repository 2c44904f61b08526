import type { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { type Answer, answersOf, curlKeys, nonceOf, provable } from "../curl.ts";

const schema = measureSchema("cached", curlKeys);
type Spec = z.infer<typeof schema>;

/** A server's answer to one request, given to others as well: with an age alone, it may be fresh. */
function keptIn(answers: readonly Answer[]): number {
  const proven = new Set(answers.flatMap(({ server, proof }) => (server === "" ? [] : [proof])));
  const times = new Map<string, number>();
  for (const { proof } of answers) times.set(proof, (times.get(proof) ?? 0) + 1);
  return answers.filter(
    ({ header, proof }) => header !== "" && proven.has(proof) && (times.get(proof) ?? 0) > 1,
  ).length;
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const wanted = { header: "age", nonce: (number: number) => nonceOf(spec.url, number) };
  const answers = await answersOf(spec, wanted, env, ctx);
  const aged = answers.filter(({ header }) => header !== "");
  const kept = provable(env) ? keptIn(answers) : aged.length;
  const forged = aged.length - kept;
  return {
    value: Math.round((kept / answers.length) * 1000) / 1000,
    unit: "" as const,
    evidence: [
      `${kept} of ${answers.length} answers have an age: they came from a cache`,
      ...(forged > 0
        ? [`${forged} more have one, and no answer of a server's that was given before`]
        : []),
    ],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "cached",
  about:
    "The share of the answers that a cache gave, 0 to 1: only they have the header Age (RFC 9111 5.1).",
  schema,
  title: (spec) => `${spec.url}: share of answers from a cache`,
  take,
};
