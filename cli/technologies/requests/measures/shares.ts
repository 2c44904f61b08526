import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName, number } from "../../../core/kinds/values.ts";
import { answersOf, curlKeys, freshNonce, provable } from "../curl.ts";

const schema = measureSchema("shares", {
  ...curlKeys,
  servers: z
    .record(nodeName, number)
    .meta({ title: "a map of nodes to weights" })
    .describe("The servers that should answer."),
});
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const wanted = { header: "x-server", nonce: freshNonce };
  const answers = (await answersOf(spec, wanted, env, ctx)).map(({ server }) => server);
  const stranger = provable(env) ? "nobody who proved it" : "nobody";
  const counts = new Map<string, number>();
  for (const server of answers) counts.set(server, (counts.get(server) ?? 0) + 1);
  const weights = Object.values(spec.servers).reduce((sum, weight) => sum + weight, 0);
  const strangers = [...counts.keys()].filter((server) => spec.servers[server] === undefined);
  const off = [
    ...Object.entries(spec.servers).map(([server, weight]) =>
      Math.abs((counts.get(server) ?? 0) / answers.length - weight / weights),
    ),
    ...strangers.map((server) => (counts.get(server) ?? 0) / answers.length),
  ];
  return {
    value: Math.round(Math.max(...off) * 1000) / 1000,
    unit: "" as const,
    evidence: [...counts]
      .sort()
      .map(([server, count]) => `${server || stranger} answered ${count} of ${answers.length}`),
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "shares",
  about:
    "How far a server's share of the answers is from its weight's, at most: 0.1 is a tenth of all.",
  schema,
  title: (spec) => `${spec.url}: shares of the servers against their weights`,
  take,
};
