/** What the measures share that ask with curl. */
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { MeasureEnv } from "../../core/kinds/measure.ts";
import { name, number } from "../../core/lab/schema.ts";

/** Who asks, what, and how often. */
export const curlKeys = {
  /** A node with curl: the client. */
  node: name,
  url: z.string().regex(/^https?:\/\/[^\s[\]{}]+$/, "must be http:// or https://"),
  requests: number.pipe(z.number().int().min(1).max(1000)).default(60),
  /** So many at a time. */
  parallel: number.pipe(z.number().int().min(1).max(50)).default(1),
};

export interface CurlSpec {
  readonly node: string;
  readonly url: string;
  readonly requests: number;
  readonly parallel: number;
}

const secondsEach = 3;

/** One header of every answer, "" where it is missing; a new connection for each request. */
export async function headersOf(
  spec: CurlSpec,
  header: string,
  env: MeasureEnv,
  ctx: Ctx,
): Promise<readonly string[]> {
  const many = spec.parallel > 1 ? ["-Z", "--parallel-immediate"] : [];
  const { stdout, stderr } = await (await env.agent(spec.node, ctx)).run(
    [
      ...["curl", "-s", "-S", "-k", "-m", String(secondsEach), "-o", "/dev/null"],
      ...["-H", "Connection: close", ...many, "--parallel-max", String(spec.parallel)],
      // The fragment is not sent: it is only there for curl to ask so often.
      ...["-w", `=%header{${header}}\\n`, `${spec.url}#[1-${spec.requests}]`],
    ],
    ctx,
  );
  const found = stdout.split("\n").flatMap((line) => (line.startsWith("=") ? [line.slice(1)] : []));
  if (found.length > 0) return found;
  throw new HalabError("NODE_FAILED", `curl on ${spec.node} said: ${stderr.trim().split("\n")[0]}`);
}
