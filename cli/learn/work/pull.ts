/** `halab pull`: what was edited inside the nodes, into the workspace. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { Agents } from "../../core/cluster/agents.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import type { Plan, PlannedFile, PlannedNode } from "../../core/cluster/plan.ts";
import type { Cluster } from "../../core/cluster/provider.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { folderOf, wrongPath } from "../../core/lab/submission/paths.ts";
import { fateOf, type Takes, takesOf } from "../../core/lab/submission/takes.ts";
import { bytesAt } from "../../core/run/live/as-it-is.ts";
import { ourRenderer } from "../../render/ours.ts";
import { ensureCluster } from "../cluster/background.ts";
import { openLabOf, type Workspace } from "../workspace/open.ts";
import { locked, writeWhole } from "../workspace/store.ts";
import { givenFile, marksOf, readGiven, writeGiven } from "./given.ts";
import { keepCopy } from "./kept.ts";

interface PulledFile {
  /** NODE/PATH, which is where it lies in the workspace now. */
  readonly file: string;
  /** Where the workspace's own is kept; null: there was none. */
  readonly kept: string | null;
}

interface Pulled {
  readonly pulled: readonly PulledFile[];
  /** NODE/PATH of files that somebody made in a node where the lab takes the student's, and that were not asked for. */
  readonly more: readonly string[];
  /** NODE/PATH of files that are the workspace's in the nodes, and were changed in the workspace since. */
  readonly newer: readonly string[];
}

/** Without `files` all that was edited; named ones (NODE/PATH) also where they are new. */
export async function pullFiles(
  ws: Workspace,
  files: readonly string[],
  ctx: Ctx,
): Promise<Pulled> {
  const { lab, plan } = await openLabOf(ws, ourRenderer());
  const cluster = await ensureCluster(ws, ctx);
  return await pullFrom({ ws, lab, plan, cluster }, files, ctx);
}

interface From {
  readonly ws: Workspace;
  readonly lab: Lab;
  readonly plan: Plan;
  readonly cluster: Cluster;
}

/** The same of a cluster that is open already. */
export async function pullFrom(from: From, files: readonly string[], ctx: Ctx): Promise<Pulled> {
  const { ws, lab, plan, cluster } = from;
  const takes = takesOf(lab.file);
  const asked = files.map((file) => splitFile(plan, takes, file));
  return await locked(givenFile(ws), async () => {
    await using agents = new Agents(cluster);
    const looked = await Promise.all(
      plan.nodes.map((node) => {
        const named = asked.filter((one) => one.node === node.name).map(({ path }) => path);
        return lookAt(
          { node, named, all: asked.length === 0, takes: takes.get(node.name) },
          from,
          agents,
          ctx,
        );
      }),
    );
    return {
      pulled: looked.flatMap(({ pulled }) => pulled),
      more: looked.flatMap(({ more }) => more),
      newer: looked.flatMap(({ newer }) => newer),
    };
  });
}

/** "lb1/etc/x" -> its node and the path there; throws USAGE for what no node takes. */
function splitFile(
  plan: Plan,
  takes: ReadonlyMap<string, Takes>,
  file: string,
): { readonly node: string; readonly path: string } {
  const at = file.indexOf("/");
  const node = file.slice(0, at < 0 ? undefined : at);
  const path = at < 0 ? "" : file.slice(at);
  const known = plan.nodes.some(({ name }) => name === node);
  const own = takes.get(node);
  const fate = known && own && wrongPath(path) === undefined ? fateOf(path, own) : "none";
  if (fate === "declared" || fate === "allowed") return { node, path };
  throw new HalabError("USAGE", `"${file}" is no file that a node takes from you`, {
    hint: "halab pull NODE/PATH, as in: halab pull lb1/etc/keepalived/check.sh",
  });
}

interface Look {
  readonly node: PlannedNode;
  readonly named: readonly string[];
  readonly all: boolean;
  readonly takes: Takes | undefined;
}

async function lookAt(
  { node, named, all, takes }: Look,
  { ws }: From,
  agents: Agents,
  ctx: Ctx,
): Promise<Pulled> {
  const own = node.files.filter(({ owner }) => owner === "student");
  if (own.length === 0 && !takes) return { pulled: [], more: [], newer: [] };
  const agent = await agents.get(node.name, ctx);
  const made = takes ? await newFiles(node, takes, (argv) => agent.run(argv, ctx)) : [];
  const paths = [...new Set([...own.map(({ path }) => path), ...named])];
  const there = await bytesAt(agent, paths, ctx);
  const before = readGiven(ws)[node.name] ?? {};
  const [pulled, newer]: [PulledFile[], string[]] = [[], []];
  for (const [at, path] of paths.entries()) {
    const bytes = there[at];
    const file = own.find((one) => one.path === path);
    if (bytes === undefined || (file && bytesOf(file).equals(bytes))) continue;
    const asGiven =
      before[path] !== undefined && before[path] === marksOf([planned(path, bytes, file)])[path];
    if (asGiven) newer.push(node.name + path);
    else if (all || named.includes(path)) pulled.push(take(ws, node, path, bytes));
  }
  return {
    pulled,
    newer,
    more: made.filter((path) => !named.includes(path)).map((path) => node.name + path),
  };
}

function planned(path: string, bytes: Buffer, file: PlannedFile | undefined): PlannedFile {
  const content = { content: bytes.toString("base64"), encoding: "base64" as const };
  return { path, mode: file?.mode ?? 0o644, ...content, source: "", owner: "student" };
}

/** Into the node's own folder: what one node of a role has is not what the others have. */
function take(ws: Workspace, node: PlannedNode, path: string, bytes: Buffer): PulledFile {
  const file = node.name + path;
  const place = join(ws.root, file);
  const kept = existsSync(place) ? keepCopy(ws, file, readFileSync(place)) : null;
  const mode = node.files.find((one) => one.path === path)?.mode ?? 0o644;
  writeWhole(place, bytes, mode & 0o111 ? 0o755 : 0o644);
  const given = readGiven(ws);
  const mark = marksOf([{ ...planned(path, bytes, undefined), mode }]);
  writeGiven(ws, { ...given, [node.name]: { ...given[node.name], ...mark } });
  return { file, kept };
}

/** Files below the open folders that were made after the node's plan was: so many, and no larger than configurations are. */
const find =
  'for dir; do [ ! -d "$dir" ] || find "$dir" -xdev -type f -newer /etc/halab/node.plan -size -256k | head -n 50; done';

async function newFiles(
  node: PlannedNode,
  takes: Takes,
  run: (argv: readonly string[]) => Promise<{ readonly stdout: string }>,
): Promise<readonly string[]> {
  const folders = [...new Set(takes.allow.map(folderOf))];
  if (folders.length === 0) return [];
  const { stdout } = await run(["/bin/sh", "-c", find, "halab-find", ...folders]);
  const known = new Set(node.files.map(({ path }) => path));
  return [...new Set(stdout.split("\n"))].filter(
    (path) =>
      path !== "" && !known.has(path) && isWritten(path) && fateOf(path, takes) === "allowed",
  );
}

/** Made by a daemon itself, or left by an editor. */
function isWritten(path: string): boolean {
  return !/(\.(jnl|jbk|swp|tmp|mkeys|mkeys\.jnl)|~|\/rndc\.key|\/managed-keys\.bind|\.halab-apply)$/.test(
    path,
  );
}
