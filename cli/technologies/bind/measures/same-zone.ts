import { createHash } from "node:crypto";
import { z } from "zod";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { must } from "../../../core/kinds/fault-tools.ts";
import {
  type MeasureEnv,
  type MeasureKind,
  measureSchema,
  nodeRefs,
} from "../../../core/kinds/measure.ts";
import { name } from "../../../core/lab/schema.ts";
import { bindDirectory, rndc, zoneName } from "../named.ts";

const schema = measureSchema("same-zone", {
  nodes: z.array(name).min(2),
  zone: zoneName,
});
type Spec = z.infer<typeof schema>;

/** The records of one zone in a dump of all, in an order of their own: the dump's is the tree's. */
export function recordsOf(dump: string, zone: string): string[] {
  const start = dump.indexOf(`; Zone dump of '${zone}/IN`);
  if (start < 0) return [];
  const next = dump.indexOf("; Zone dump of '", start + 1);
  const part = dump.slice(start, next < 0 ? undefined : next).split("\n");
  const records = part.filter((line) => line.trim() !== "" && !/^\s*[;$]/.test(line));
  return records.map((line) => line.trim().replace(/\s+/g, " ")).sort();
}

/** What the daemon has in its memory, whatever it keeps in files, and in which format. */
async function dumpOf(agent: NodeAgent, ctx: Ctx): Promise<string> {
  const config = await must(agent, ["named-checkconf", "-px", "/etc/bind/named.conf"], ctx);
  const file = /^\s*dump-file "([^"]+)";/m.exec(config)?.[1] ?? "named_dump.db";
  const path = file.startsWith("/") ? file : `${await bindDirectory(agent, ctx)}/${file}`;
  await must(agent, ["rm", "-f", path], ctx);
  await rndc(agent, ["dumpdb", "-zones"], ctx);
  const whole = async () => {
    const { stdout } = await agent.run(["cat", path], ctx);
    return stdout.includes("\n; Dump complete") ? stdout : undefined;
  };
  const what = `the dump of ${agent.node}'s zones in ${path}`;
  return waitUntil(whole, { what, timeoutMs: 5000 }, ctx);
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const found = await Promise.all(
    spec.nodes.map(async (node) => {
      const records = recordsOf(await dumpOf(await env.agent(node, ctx), ctx), spec.zone);
      const digest = createHash("sha256").update(records.join("\n")).digest("hex").slice(0, 16);
      const text = records.length === 0 ? "it has no such zone" : `${records.length} records`;
      return { digest, text: `${node}: ${text}, SHA-256 ${digest}...`, records: records.length };
    }),
  );
  const same = found.every((one) => one.records > 0 && one.digest === found[0]?.digest);
  return {
    value: same ? "yes" : "no",
    unit: "" as const,
    evidence: found.map(({ text }) => text),
  };
}

/** Do these servers have the same zone, record by record? */
export const kind: MeasureKind<Spec> = {
  kind: "same-zone",
  schema,
  refs: (spec) => nodeRefs(...spec.nodes),
  title: (spec) => `${spec.nodes.join(", ")}: one and the same ${spec.zone}?`,
  take,
};
