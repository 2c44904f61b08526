/** What the measures share that ask with curl. */
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import type { MeasureEnv } from "../../core/kinds/measure.ts";
import { nodeName, number } from "../../core/kinds/values.ts";

/** Who asks, what, and how often. */
export const curlKeys = {
  node: nodeName.describe("A node with curl: the client."),
  url: z
    .string()
    .regex(/^https?:\/\/[^\s[\]{}"\\]+$/, "must be http:// or https://")
    .meta({ title: "a URL" }),
  requests: number.pipe(z.number().int().min(1).max(1000)).default(60).describe("So many in all."),
  parallel: number.pipe(z.number().int().min(1).max(50)).default(1).describe("So many at a time."),
};

export interface CurlSpec {
  readonly node: string;
  readonly url: string;
  readonly requests: number;
  readonly parallel: number;
}

export interface Answer {
  /** Who gave it: proven, where the lab's servers prove who they are. "" for nobody. */
  readonly server: string;
  /** What it was proven with; "" where it says nothing. */
  readonly proof: string;
  /** The header that was asked for, "" where it is missing. */
  readonly header: string;
}

/** What a server signs, so that its answer is one to this request (ADR 21). */
export const freshNonce = () => randomBytes(16).toString("hex");

/**
 * Of the request of this number for a URL: what a cache keeps carries the proof of the one that filled it, even
 * when that was asked by the same measure a while ago.
 */
export const nonceOf = (url: string, number: number) =>
  createHash("sha256").update(`${number} ${url}`).digest("hex").slice(0, 32);

const secondsEach = 3;
const aProof = /^[a-z0-9-]{1,63} [0-9a-f]{64}$/;

/** The answers to requests over a new connection each, with one of their headers. */
export async function answersOf(
  spec: CurlSpec,
  wanted: { readonly header: string; readonly nonce: (number: number) => string },
  env: MeasureEnv,
  ctx: Ctx,
): Promise<readonly Answer[]> {
  const agent = await env.agent(spec.node, ctx);
  const many = spec.parallel > 1 ? ["-Z", "--parallel-immediate"] : [];
  const one = (_: unknown, at: number) => requestOf(spec.url, wanted.header, wanted.nonce(at));
  const input = Array.from({ length: spec.requests }, one).join("next\n");
  const { stdout, stderr } = await agent.run(
    ["curl", "--no-progress-meter", ...many, "--parallel-max", String(spec.parallel), "-K", "-"],
    ctx,
    { input },
  );
  const said = stdout.split("\n").flatMap((line) => (line.startsWith("=") ? [readLine(line)] : []));
  if (said.length === 0)
    throw new HalabError(
      "NODE_FAILED",
      `curl on ${spec.node} said: ${stderr.trim().split("\n")[0]}`,
    );
  if (!provable(env)) return said;
  const names = await provenNames(agent, said, ctx);
  return said.map(({ proof, header }, at) => ({ server: names[at] ?? "", proof, header }));
}

/** One request in curl's own configuration: its manual, -K. */
function requestOf(url: string, header: string, nonce: string): string {
  const said = ["x-server", "halab-proof", header].map((name) => `%header{${name}}`);
  return [
    `url = "${url}"`,
    `header = "Halab-Nonce: ${nonce}"`,
    'header = "Connection: close"',
    `write-out = "=${[nonce, ...said].join("\\t")}\\n"`,
    'output = "/dev/null"',
    `max-time = ${secondsEach}`,
    "insecure",
    "no-progress-meter",
    "",
  ].join("\n");
}

function readLine(line: string) {
  const [nonce = "", server = "", proof = "", header = ""] = line.slice(1).split("\t");
  return { nonce, server, proof, header };
}

/** Whether an answer has to be proven at all. */
export function provable(env: Pick<MeasureEnv, "plan">): boolean {
  return env.plan.nodes.some((node) => node.proves);
}

/** Who gave each answer, "" where nobody has proven it. The keys stay on the node that asked. */
export async function provenNames(
  agent: NodeAgent,
  answers: readonly { readonly nonce: string; readonly proof: string }[],
  ctx: Ctx,
): Promise<readonly string[]> {
  // Whatever else the header holds must not become lines of its own.
  const input = answers
    .map(({ nonce, proof }) => `${nonce} ${aProof.test(proof) ? proof : "-"}\n`)
    .join("");
  const { exitCode, stdout, stderr } = await agent.run(["halab-tool", "proven"], ctx, { input });
  if (exitCode !== 0)
    throw new HalabError(
      "NODE_FAILED",
      `who gave these answers cannot be verified on ${agent.node}: ${stderr.trim()}`,
    );
  return stdout.split("\n").map((name) => (name === "-" ? "" : name));
}
