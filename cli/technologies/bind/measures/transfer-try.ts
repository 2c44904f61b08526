import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { must } from "../../../core/kinds/fault-tools.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { name } from "../../../core/lab/schema.ts";
import { addressOf, zoneName } from "../named.ts";

const schema = measureSchema("transfer-try", {
  /** Who asks: a server may trust its address. */
  node: name,
  server: name,
  zone: zoneName,
  /** Unsigned; signed with the first key of the node's own named.conf; or with a wrong secret. */
  key: z.enum(["none", "own", "wrong"]).default("none"),
});
type Spec = z.infer<typeof schema>;

export interface TsigKey {
  readonly name: string;
  readonly algorithm: string;
  readonly secret: string;
}

/** The keys of a configuration as `named-checkconf -p` prints it, without rndc's own. */
export function keysOf(config: string): TsigKey[] {
  const blocks = config.matchAll(
    /^key "?([^"\s]+)"? \{\s*algorithm "?([^";]+)"?;\s*secret "([^"]+)";\s*\};/gm,
  );
  return [...blocks]
    .map(([, name = "", algorithm = "", secret = ""]) => ({ name, algorithm, secret }))
    .filter((key) => key.name !== "rndc-key");
}

/** As long as the right one, and not the right one. */
function wrongSecret(secret: string): string {
  const bytes = Buffer.from(secret, "base64").map((byte) => byte ^ 0xff);
  return Buffer.from(bytes).toString("base64");
}

async function signed(spec: Spec, agent: NodeAgent, ctx: Ctx): Promise<string[]> {
  if (spec.key === "none") return [];
  const config = await must(agent, ["named-checkconf", "-p", "/etc/bind/named.conf"], ctx);
  const [key] = keysOf(config);
  if (!key) throw new HalabError("NODE_FAILED", `named.conf of ${spec.node} has no key`);
  const secret = spec.key === "own" ? key.secret : wrongSecret(key.secret);
  return ["-y", `${key.algorithm}:${key.name}:${secret}`];
}

/** dig's own words: the transfer, a refusal, or neither (then undefined). */
export function outcomeOf(said: string): "transferred" | "refused" | undefined {
  if (/^;; XFR size: \d+ records/m.test(said)) return "transferred";
  return /Transfer failed|tsig indicates error/i.test(said) ? "refused" : undefined;
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(spec.node, ctx);
  const server = `@${addressOf(env.plan, spec.server)}`;
  const key = await signed(spec, agent, ctx);
  const argv = ["dig", "+time=2", "+tries=1", ...key, server, spec.zone, "AXFR"];
  const { stdout, stderr } = await agent.run(argv, ctx);
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

/** Does a server give the whole zone away? */
export const kind: MeasureKind<Spec> = {
  kind: "transfer-try",
  schema,
  refs: (spec) => [
    { to: "node", name: spec.node, path: ["node"] },
    { to: "node", name: spec.server, path: ["server"] },
  ],
  title: (spec) => `${spec.zone} from ${spec.server} to ${spec.node}, ${keys[spec.key]}`,
  take,
};
