/** Changed files onto one running node, all or none (templates/node/apply). */
import { HalabError, nodeFailed } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { Agents } from "../../core/cluster/agents.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import type { PlannedFile, PlannedNode } from "../../core/cluster/plan.ts";
import type { Cluster } from "../../core/cluster/provider.ts";
import { refusal, refusedAtBoot, warningText } from "./refused.ts";

const program = "/usr/lib/halab/apply";
const exitCodes = { notThere: [126, 127], refused: 3 } as const;

/** Daemons have 5 s each to stop. */
const takeBackMs = 60_000;

export interface Change {
  readonly node: PlannedNode;
  /** To be there as the plan has them. */
  readonly files: readonly PlannedFile[];
  /** To be there no more. */
  readonly removed: readonly string[];
}

interface OntoNode {
  readonly restarted: readonly string[];
  /** The whole node was started anew. */
  readonly rebooted: boolean;
  /** What its daemons say and run with all the same. */
  readonly warnings: readonly string[];
}

export interface Nodes {
  readonly cluster: Pick<Cluster, "name" | "powerOff" | "powerOn" | "state">;
  readonly agents: Pick<Agents, "get">;
}

/** Takes back what a killed halab has begun there. */
export async function takeBack(node: string, { agents, cluster }: Nodes, ctx: Ctx): Promise<void> {
  const agent = await agents.get(node, ctx);
  const { exitCode } = await agent.run([program, "undo"], ctx, { long: true });
  if (exitCodes.notThere.some((code) => code === exitCode)) throw tooOld(cluster.name);
}

function tooOld(cluster: string): HalabError {
  return new HalabError(
    "CONFLICT",
    `${cluster} was started by an older halab, whose nodes take no files`,
    {
      hint: "halab learn --close, then the same command again",
    },
  );
}

/** Throws CONFIG_INVALID for what a daemon refuses, NODE_FAILED for what the node cannot do: it is as it was then. */
export async function ontoNode(change: Change, nodes: Nodes, ctx: Ctx): Promise<OntoNode> {
  const { node, files, removed } = change;
  const agent = await nodes.agents.get(node.name, ctx);
  const argv = [
    ...files.flatMap(({ mode, path }) => [mode.toString(8), path]),
    ...removed.flatMap((path) => ["0", path]),
  ];
  const lines = [
    ...files.map((file) => `+${bytesOf(file).toString("base64")}`),
    ...removed.map(() => "-"),
  ];
  const input = `${lines.join("\n")}\n`;
  const { exitCode, stdout, stderr } = await agent.run([program, ...argv], ctx, {
    input,
    long: true,
  });
  if (exitCodes.notThere.some((code) => code === exitCode)) throw tooOld(nodes.cluster.name);
  const said = stdout.trimEnd().split("\n");
  if (exitCode === exitCodes.refused) throw refusedBy(change, said);
  if (exitCode !== 0)
    throw nodeFailed(
      node.name,
      `${node.name} did not take its files: ${stderr.trim() || stdout.trim()}`,
      {
        details: [`${node.name} is as it was`],
      },
    );
  if (said.includes("boot")) return await startAnew(change, nodes, ctx);
  return {
    restarted: wordsAfter("service ", said),
    rebooted: false,
    warnings: wordsAfter("warning ", said).map((text) => {
      const at = text.indexOf(" ");
      return warningText(node, text.slice(0, at), text.slice(at + 1));
    }),
  };
}

function wordsAfter(begin: string, lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith(begin)).map((line) => line.slice(begin.length));
}

function refusedBy({ node, files }: Change, [first = "", ...said]: readonly string[]): HalabError {
  const error = refusal(node, {
    service: first.replace(/^refused /, ""),
    text: said.join("\n"),
    changed: files,
  });
  return asBefore(error, node.name);
}

/** Init takes the new files back when the node does not come up with them. */
async function startAnew({ node, files }: Change, { cluster }: Nodes, ctx: Ctx): Promise<OntoNode> {
  const { name } = node;
  await cluster.powerOff(name, ctx);
  try {
    await cluster.powerOn(name, ctx);
    return { restarted: [], rebooted: true, warnings: [] };
  } catch (error) {
    if (!(error instanceof HalabError) || error.node !== name) throw error;
    // Its init has said why, and now stops what it had started and takes the files back.
    const off = async () => ((await cluster.state(name, ctx)) === "off" ? true : undefined);
    const what = `${name} to take back what it did not come up with`;
    await waitUntil(off, { what, timeoutMs: takeBackMs, everyMs: 50 }, ctx);
    await cluster.powerOn(name, ctx);
    throw asBefore(refusedAtBoot(node, error, files), name);
  }
}

function asBefore({ code, message, hint, details }: HalabError, node: string): HalabError {
  return new HalabError(code, message, {
    hint,
    details: [...details, `${node} is as it was before`],
    node,
  });
}
