import { createHash } from "node:crypto";
import { z } from "zod";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { bindDirectory, configOf, rndc, zoneName } from "../named.ts";

const schema = measureSchema("same-zone", {
  nodes: z.array(nodeName).min(2).describe("Two or more that run BIND."),
  zone: zoneName,
});
type Spec = z.infer<typeof schema>;

/**
 * The records of one zone in a dump of all, by view, in an order of their own: the dump's is the tree's. A view's
 * zone is called 'lab.test/IN/inside', one that named signs 'lab.test/IN (signed)'.
 */
export function recordsOf(dump: string, zone: string): string[][] {
  const [, ...zones] = dump.split("\n; Zone dump of '");
  return zones.flatMap((part) => {
    if (
      !/^(\/\S+)?( \(signed\))?'\n/.test(
        part.startsWith(`${zone}/IN`) ? part.slice(zone.length + 3) : "-",
      )
    )
      return [];
    const lines = part.split("\n").slice(1);
    const records = lines.filter((line) => line.trim() !== "" && !/^\s*[;$]/.test(line));
    return [records.map((line) => line.trim().replace(/\s+/g, " ")).sort()];
  });
}

/** What the daemon has in its memory, whatever it keeps in files, and in which format. */
async function dumpOf(agent: NodeAgent, ctx: Ctx): Promise<string> {
  const config = await configOf(agent, ctx);
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

const digestOf = (records: readonly string[]) =>
  createHash("sha256").update(records.join("\n")).digest("hex").slice(0, 16);

async function zoneOf(node: string, spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const views = recordsOf(await dumpOf(await env.agent(node, ctx), ctx), spec.zone);
  const digests = views.filter((records) => records.length > 0).map(digestOf);
  const each = views.map((records) => `${records.length} records, SHA-256 ${digestOf(records)}...`);
  return { digests, text: `${node}: ${each.join("; ") || "it has no such zone"}` };
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const [first, ...others] = await Promise.all(
    spec.nodes.map((node) => zoneOf(node, spec, env, ctx)),
  );
  const same = first?.digests.some((one) => others.every(({ digests }) => digests.includes(one)));
  return {
    value: same ? "yes" : "no",
    unit: "" as const,
    evidence: [first, ...others].flatMap((one) => one?.text ?? []),
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "same-zone",
  about:
    "Whether these servers have the same zone, record by record, in their memory: `yes` or `no`. With views: in one view of each.",
  schema,
  title: (spec) => `${spec.nodes.join(", ")}: one and the same ${spec.zone}?`,
  take,
};
