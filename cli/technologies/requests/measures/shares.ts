import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { name, number } from "../../../core/lab/schema.ts";
import { curlKeys, headersOf } from "../curl.ts";

const schema = measureSchema("shares", {
  ...curlKeys,
  /** The servers that should answer, with their weights. */
  servers: z.record(name, number),
});
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const answers = await headersOf(spec, "x-server", env, ctx);
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
      .map(([server, count]) => `${server || "nobody"} answered ${count} of ${answers.length}`),
  };
}

/** How far a server's share of the answers is from its weight's, at most: 0.1 is a tenth of all. */
export const kind: MeasureKind<Spec> = {
  kind: "shares",
  schema,
  refs: (spec) => [
    { to: "node", name: spec.node, path: ["node"] },
    ...Object.keys(spec.servers).map((server) => ({
      to: "node" as const,
      name: server,
      path: ["servers", server],
    })),
  ],
  title: (spec) => `${spec.url}: shares of the servers against their weights`,
  take,
};
