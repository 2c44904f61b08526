import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { freshNonce, provable, provenNames } from "../curl.ts";

const schema = measureSchema("tls", {
  node: nodeName.describe("A node with curl: the client."),
  url: z
    .string()
    .regex(/^https:\/\/[a-z0-9.-]+(:\d+)?\/\S*$/, "must be https://NAME[:PORT]/PATH")
    .meta({ title: "https://NAME[:PORT]/PATH" })
    .describe("By the name that the certificate is for."),
  address: z.ipv4().describe("Where that name is."),
  ca: z
    .string()
    .startsWith("/", "must be an absolute path")
    .meta({ title: "an absolute path" })
    .describe("The certificates that the client trusts: a file on it."),
});
type Spec = z.infer<typeof schema>;

const seconds = 3;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const { hostname, port } = new URL(spec.url);
  const agent = await env.agent(spec.node, ctx);
  const nonce = freshNonce();
  const { exitCode, stdout, stderr } = await agent.run(
    [
      ...["curl", "-s", "-S", "-m", String(seconds), "-o", "/dev/null", "--cacert", spec.ca],
      ...["--resolve", `${hostname}:${port || 443}:${spec.address}`],
      ...["-H", `Halab-Nonce: ${nonce}`],
      ...["-w", "%{http_code} %{time_connect} %{time_appconnect} %header{halab-proof}", spec.url],
    ],
    ctx,
  );
  const [status = "", connect = "0", handshake = "0", ...proof] = stdout.trim().split(" ");
  const answered = exitCode === 0 && status.startsWith("2");
  const answer = { nonce, proof: proof.join(" ") };
  const forged = answered && provable(env) && !(await provenNames(agent, [answer], ctx))[0];
  const good = answered && !forged;
  const said = forged
    ? "the page is none that one of the lab's servers gave"
    : stderr.trim().split("\n")[0] || `the answer was ${status}`;
  const tookMs = ((Number(handshake) - Number(connect)) * 1000).toFixed(1);
  return {
    value: good ? "verified" : "failed",
    unit: "" as const,
    evidence: [good ? `the handshake took ${tookMs} ms, after TCP's` : said],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "tls",
  about: "Whether a client that looks closely gets a page over TLS: `verified` or `failed`.",
  schema,
  title: (spec) => `${spec.url}: certificate and page`,
  take,
};
