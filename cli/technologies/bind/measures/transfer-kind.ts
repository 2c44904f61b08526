import { z } from "zod";
import { HalabError, nodeFailed } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { addressOf, bindLog, logText, zoneName } from "../named.ts";
import { servedSerial } from "../served.ts";

const schema = measureSchema("transfer-kind", {
  zone: zoneName,
  from: nodeName.describe("The primary, whose log is read."),
  to: nodeName.describe("The secondary."),
  version: z
    .enum(["current", "first"])
    .default("current")
    .describe(
      "Of the version that the primary answers with now; or the first transfer of all, whatever came later.",
    ),
  deadline: duration
    .prefault("5s")
    .describe("A transfer that has not begun after so long does not count."),
});
type Spec = z.infer<typeof schema>;

interface Transfer {
  readonly kind: string;
  readonly line: string;
}

/**
 * The last transfer of a zone with this serial to this address, as the primary's log has it; of any serial
 * the first one. An IXFR without a journal is answered with the whole zone: "AXFR-style IXFR" (ns_xfr_start()).
 */
export function transferIn(
  log: readonly string[],
  wanted: {
    readonly zone: string;
    readonly address: string;
    readonly serial?: number | undefined;
  },
): Transfer | undefined {
  const { zone, address, serial } = wanted;
  const found = log.flatMap((line) => {
    const match =
      / ([\d.]+)#\d+\S* .*transfer of '([^'/]+)\/IN[^']*': (.+) started.*?(\d+)\)$/.exec(
        line.trim(),
      );
    if (match?.[1] !== address || match[2] !== zone) return [];
    if (serial !== undefined && match[4] !== String(serial)) return [];
    return [{ kind: match[3] ?? "", line: logText(line) }];
  });
  return serial === undefined ? found[0] : found.at(-1);
}

const trouble =
  /denied|refused|failed|failure|BADSIG|BADKEY|NOTAUTH|tsig|unreachable|expired|not authoritative/i;

/** What both daemons say when there is none, and where their secrets stand. */
async function diagnosis(spec: Spec, env: MeasureEnv, ctx: Ctx): Promise<string[]> {
  const said: string[] = [];
  for (const node of [spec.from, spec.to]) {
    const agent = await env.agent(node, ctx);
    const lines = (await bindLog(agent, ctx)).filter((line) => trouble.test(line));
    const own = lines.filter((line) => line.includes(spec.zone) || /signature|tsig/i.test(line));
    said.push(...[...new Set(own.map(logText))].slice(-2).map((line) => `${node}: ${line}`));
  }
  for (const node of [spec.from, spec.to]) {
    const agent = await env.agent(node, ctx);
    const script =
      "grep -rnE '^[^#/]*secret' /etc/bind --include='*.key' --include='*.conf' | cut -d: -f1,2";
    const { stdout } = await agent.run(["/bin/sh", "-c", script], ctx);
    const places = stdout.split("\n").filter((one) => one !== "" && !one.includes("rndc.key"));
    if (places.length > 0) said.push(`${node} has a secret at ${places.join(", ")}`);
  }
  return said;
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(spec.from, ctx);
  const address = addressOf(env.plan, spec.to);
  const { zone, from, to } = spec;
  const look = async () => {
    // A zone that is signed beside its file is served, and transferred, with a serial of its own.
    const serial =
      spec.version === "first" ? undefined : await servedSerial(agent, env.plan, zone, ctx);
    const log = await bindLog(agent, ctx);
    if (log.length === 0)
      throw nodeFailed(from, `named of ${from} writes nothing to syslog`, {
        hint: "leave `logging` out of named.conf",
      });
    return transferIn(log, { zone, address, serial });
  };
  const what = `a transfer of ${zone} to ${to}`;
  const found = await waitUntil(look, { what, timeoutMs: spec.deadline, everyMs: 50 }, ctx).catch(
    (error: unknown) => {
      if (error instanceof HalabError && error.code === "TIMEOUT") return undefined;
      throw error;
    },
  );
  const evidence = found
    ? [`${from}: ${found.line}`]
    : [`${from} sent ${to} no transfer of its ${zone}`, ...(await diagnosis(spec, env, ctx))];
  return { value: found?.kind ?? "none", unit: "" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "transfer-kind",
  about:
    "How a secondary got the primary's version of a zone, by the primary's log: `AXFR`, `IXFR`, `AXFR-style IXFR`, or `none`.",
  schema,
  title: (spec) => `transfer of ${spec.zone} from ${spec.from} to ${spec.to}`,
  take,
};
