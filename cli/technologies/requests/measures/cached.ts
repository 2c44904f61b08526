import type { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { curlKeys, headersOf } from "../curl.ts";

const schema = measureSchema("cached", curlKeys);
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const answers = await headersOf(spec, "age", env, ctx);
  const kept = answers.filter((age) => age !== "").length;
  return {
    value: Math.round((kept / answers.length) * 1000) / 1000,
    unit: "" as const,
    evidence: [`${kept} of ${answers.length} answers have an age: they came from a cache`],
  };
}

/** The share of answers that a cache gave: only they have the header Age (RFC 9111 5.1). */
export const kind: MeasureKind<Spec> = {
  kind: "cached",
  schema,
  refs: (spec) => [{ to: "node", name: spec.node, path: ["node"] }],
  title: (spec) => `${spec.url}: share of answers from a cache`,
  take,
};
