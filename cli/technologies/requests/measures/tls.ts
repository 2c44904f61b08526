import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { name } from "../../../core/lab/schema.ts";

const schema = measureSchema("tls", {
  /** A node with curl: the client. */
  node: name,
  /** By the name that the certificate is for. */
  url: z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?\/\S*$/, "must be https://NAME[:PORT]/PATH"),
  /** Where that name is. */
  address: z.ipv4(),
  /** The certificates that the client trusts: a file on it. */
  ca: z.string().startsWith("/", "must be an absolute path"),
});
type Spec = z.infer<typeof schema>;

const seconds = 3;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const { hostname, port } = new URL(spec.url);
  const agent = await env.agent(spec.node, ctx);
  const { exitCode, stdout, stderr } = await agent.run(
    [
      ...["curl", "-s", "-S", "-m", String(seconds), "-o", "/dev/null", "--cacert", spec.ca],
      ...["--resolve", `${hostname}:${port || 443}:${spec.address}`],
      ...["-w", "%{http_code} %{time_connect} %{time_appconnect}", spec.url],
    ],
    ctx,
  );
  const [status = "", connect = "0", handshake = "0"] = stdout.trim().split(" ");
  const good = exitCode === 0 && status.startsWith("2");
  const said = stderr.trim().split("\n")[0] || `the answer was ${status}`;
  const tookMs = ((Number(handshake) - Number(connect)) * 1000).toFixed(1);
  return {
    value: good ? "verified" : "failed",
    unit: "" as const,
    evidence: [good ? `the handshake took ${tookMs} ms, after TCP's` : said],
  };
}

/** Does a client that looks closely get a page over TLS? The word `verified`, or `failed`. */
export const kind: MeasureKind<Spec> = {
  kind: "tls",
  schema,
  refs: (spec) => [{ to: "node", name: spec.node, path: ["node"] }],
  title: (spec) => `${spec.url}: certificate and page`,
  take,
};
