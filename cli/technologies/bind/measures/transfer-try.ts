import { z } from "zod";
import { HalabError, nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { keyStatement, readKeys } from "../keys.ts";
import { addressOf, zoneName } from "../named.ts";

const schema = measureSchema("transfer-try", {
  node: nodeName.describe("The node that asks: a server may trust its address."),
  server: nodeName.describe("The node that is asked."),
  zone: zoneName,
  key: z
    .enum(["none", "own", "wrong"])
    .default("none")
    .describe(
      "Unsigned; signed with the first key of the node's own named.conf; or with a wrong secret.",
    ),
});
type Spec = z.infer<typeof schema>;

/** As long as the right one, and not the right one. */
function wrongSecret(secret: string): string {
  const bytes = Buffer.from(secret, "base64").map((byte) => byte ^ 0xff);
  return Buffer.from(bytes).toString("base64");
}

/** On dig's stdin: an error names the command that failed, with its arguments. */
async function keyFor(spec: Spec, agent: NodeAgent, ctx: Ctx): Promise<string | undefined> {
  if (spec.key === "none") return undefined;
  const [key] = await readKeys(agent, ctx);
  if (!key) throw nodeFailed(spec.node, `named.conf of ${spec.node} has no key`);
  if (spec.key === "own") return keyStatement(key);
  return keyStatement({ ...key, secret: wrongSecret(key.secret) });
}

/** dig's own words: the transfer, a refusal, or neither (then undefined). */
export function outcomeOf(said: string): "transferred" | "refused" | undefined {
  if (/^;; XFR size: \d+ records/m.test(said)) return "transferred";
  return /Transfer failed|tsig indicates error/i.test(said) ? "refused" : undefined;
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(spec.node, ctx);
  const server = `@${addressOf(env.plan, spec.server)}`;
  const input = await keyFor(spec, agent, ctx);
  const signed = input === undefined ? [] : ["-k", "/dev/stdin"];
  const argv = ["dig", "+time=2", "+tries=1", ...signed, server, spec.zone, "AXFR"];
  const { stdout, stderr } = await agent.run(argv, ctx, input === undefined ? {} : { input });
  const said = `${stdout}${stderr}`;
  const outcome = outcomeOf(said);
  const words = said.split("\n").filter((line) => /fail|refus|tsig|size|error|timed/i.test(line));
  const shown = words.filter((line) => !line.includes("<<>>") && !/\sTSIG\s/.test(line));
  if (outcome === undefined)
    throw new HalabError("NODE_FAILED", `dig on ${spec.node} got neither: ${shown.join("; ")}`);
  return {
    value: outcome,
    unit: "" as const,
    evidence: [`dig ${server} ${spec.zone} AXFR on ${spec.node}: ${shown.join("; ").trim()}`],
  };
}

const keys = { none: "unsigned", own: "with the own key", wrong: "with a wrong secret" } as const;

export const kind: MeasureKind<Spec> = {
  kind: "transfer-try",
  about:
    "Whether a server gives a whole zone away to a node that asks: `transferred` or `refused`.",
  schema,
  title: (spec) => `${spec.zone} from ${spec.server} to ${spec.node}, ${keys[spec.key]}`,
  take,
};
