import type { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { duration, nodeName, probeName } from "../../../core/kinds/values.ts";
import { type Client, clientArgv, clientOf } from "../client.ts";
import { areAlike, type NodeRows, parseRows, type RowsDetail } from "../rows.ts";

const schema = measureSchema("rows", {
  probe: probeName.describe("The writer."),
  nodes: nodeName
    .array()
    .min(1)
    .optional()
    .describe("Whom it reads back from; default: all that the writer writes to."),
  within: duration
    .prefault("5s")
    .describe("So long they may need until all have the same; then they are taken as they are."),
});
type Spec = z.infer<typeof schema>;

/** All writes below this number have an outcome. */
function decided(env: MeasureEnv, probe: string): number {
  const series = env.view.series.get(probe);
  const below = series ? Math.round((series.horizonNs - series.t0) / series.intervalNs) : 0;
  if (below > 0) return below;
  throw new HalabError(
    "NODE_FAILED",
    `probe "${probe}" has written nothing that could be read back`,
  );
}

async function readBack(
  client: Client,
  below: number,
  to: readonly string[],
  env: MeasureEnv,
  ctx: Ctx,
): Promise<readonly NodeRows[]> {
  const agent = await env.agent(client.from, ctx);
  const argv = ["halab-transactions", "read-back", ...clientArgv(client, to)];
  const said = await must(agent, [...argv, "--below", String(below)], ctx);
  return parseRows(said);
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const client = clientOf(env.plan.probes.find(({ name }) => name === spec.probe)?.spec);
  if (!client) throw new HalabError("LAB_INVALID", `probe "${spec.probe}" is no writer`);
  const below = decided(env, spec.probe);
  const to = spec.nodes ?? client.to;
  let nodes: readonly NodeRows[] = [];
  const read = async () => {
    nodes = await readBack(client, below, to, env, ctx);
    return areAlike(nodes) ? true : undefined;
  };
  const options = {
    what: `the same rows on ${to.join(", ")}`,
    timeoutMs: spec.within,
    everyMs: 200,
  };
  await waitUntil(read, options, ctx).catch((error: unknown) => {
    // That they differ is what is measured.
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
  });
  const detail: RowsDetail = { below, nodes };
  const [first] = nodes;
  return {
    value: first && "count" in first ? first.count : 0,
    unit: "" as const,
    evidence: nodes.map((one) =>
      "count" in one
        ? `${one.node} has ${one.count} rows, digest ${one.digest}`
        : `${one.node} gave none: ${one.why}`,
    ),
    detail,
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "rows",
  about:
    "All rows of a writer's, read back from each node: how many, which numbers, and a digest of what is in them. Of the writes that had an outcome when it began.",
  schema,
  title: (spec) => `the rows of ${spec.probe}${spec.nodes ? ` on ${spec.nodes.join(", ")}` : ""}`,
  take,
};
