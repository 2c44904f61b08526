/** `halab apply`: the workspace's files onto the running nodes, each checked there before it counts. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { Agents } from "../../core/cluster/agents.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import type { Plan, PlannedFile, PlannedNode } from "../../core/cluster/plan.ts";
import type { Cluster, NodeAgent } from "../../core/cluster/provider.ts";
import { bytesAt } from "../../core/run/live/as-it-is.ts";
import { findPlaying } from "../../core/state/playing.ts";
import { ourRenderer } from "../../render/ours.ts";
import { ensureCluster } from "../cluster/background.ts";
import { say } from "../words/say.ts";
import { openLabOf, type Workspace } from "../workspace/open.ts";
import { locked } from "../workspace/store.ts";
import { type Given, givenFile, marksOf, readGiven, sha256, writeGiven } from "./given.ts";
import { keepCopy } from "./kept.ts";
import { type Change, type Nodes, ontoNode, takeBack } from "./onto-node.ts";

/** What was done to one node. */
interface AppliedNode {
  readonly node: string;
  /** Paths on the node. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Services that were started anew. */
  readonly restarted: readonly string[];
  /** The whole node was, since something is only read at boot. */
  readonly rebooted: boolean;
}

export interface Applied {
  /** Those to which something was done. */
  readonly nodes: readonly AppliedNode[];
  /** What daemons say of the files and run with all the same, and what was left out: sentences. */
  readonly notes: readonly string[];
  readonly tookMs: number;
}

/** Throws CONFIG_INVALID (`FILE:LINE`) for a file that its daemon refuses: that node stays as it was. */
export async function applyChanges(ws: Workspace, ctx: Ctx): Promise<Applied> {
  const { plan, notes } = await openLabOf(ws, ourRenderer());
  const cluster = await ensureCluster(ws, ctx);
  const applied = await applyTo({ ws, plan, cluster }, ctx);
  return { ...applied, notes: [...notes, ...applied.notes] };
}

export interface Target {
  readonly ws: Workspace;
  /** With the student's files. */
  readonly plan: Plan;
  readonly cluster: Cluster;
}

/** The same, of what is open already. Two of them in one workspace go one after the other. */
export async function applyTo(target: Target, ctx: Ctx): Promise<Applied> {
  const { ws, plan, cluster } = target;
  requireIdle(cluster);
  const startNs = ctx.clock.nowNs();
  return await locked(givenFile(ws), async () => {
    await using agents = new Agents(cluster);
    const nodes: Nodes = { cluster, agents };
    const looked = await Promise.all(
      plan.nodes.map((node) => lookAt(node, { ws, before: readGiven(ws)[node.name] }, nodes, ctx)),
    );
    settle(ws, looked);
    const changes = looked.map(({ change }) => change).filter(isDue);
    const done = await applyAll(ws, changes, nodes, ctx);
    return {
      nodes: done.map(({ applied }) => applied),
      notes: [...looked.flatMap(({ notes }) => notes), ...done.flatMap(({ warnings }) => warnings)],
      tookMs: Math.round((ctx.clock.nowNs() - startNs) / 1e6),
    };
  });
}

/** What is being measured is not changed meanwhile; a run that was killed does not count. */
function requireIdle({ name }: Pick<Cluster, "name">): void {
  if (findPlaying(name) === undefined) return;
  throw new HalabError(
    "CONFLICT",
    `${name} is being checked just now, and is not changed meanwhile`,
    {
      hint: "wait until the other check has ended",
    },
  );
}

function isDue({ files, removed }: Change): boolean {
  return files.length + removed.length > 0;
}

interface Looked {
  readonly change: Change;
  /** As the node has them already. */
  readonly same: readonly PlannedFile[];
  readonly notes: readonly string[];
}

/** What a node has already counts as given, however it came there. */
function settle(ws: Workspace, looked: readonly Looked[]): void {
  const given = readGiven(ws);
  const marks = looked.map(({ change: { node }, same }): [string, Given[string]] => [
    node.name,
    { ...given[node.name], ...marksOf(same) },
  ]);
  const after = {
    ...given,
    ...Object.fromEntries(marks.filter(([, files]) => Object.keys(files).length > 0)),
  };
  if (JSON.stringify(after) !== JSON.stringify(given)) writeGiven(ws, after);
}

/**
 * What a node lacks. A file that was edited in the node while the workspace's was not stays: it is told, and `halab pull`
 * takes it. One that was edited in both is the workspace's; a copy of the other is kept.
 */
async function lookAt(
  node: PlannedNode,
  { ws, before = {} }: { readonly ws: Workspace; readonly before: Given[string] | undefined },
  nodes: Nodes,
  ctx: Ctx,
): Promise<Looked> {
  const files = node.files.filter(({ owner }) => owner === "student");
  const removed = Object.keys(before).filter((path) => !files.some((file) => file.path === path));
  if (files.length + removed.length === 0)
    return { change: { node, files, removed }, same: [], notes: [] };
  await takeBack(node.name, nodes, ctx);
  const agent = await nodes.agents.get(node.name, ctx);
  const there = await contentsAt(
    agent,
    files.map(({ path }) => path),
    ctx,
  );
  const notes: string[] = [];
  const [due, same]: [PlannedFile[], PlannedFile[]] = [[], []];
  for (const file of files) {
    const name = node.name + file.path;
    const theirs = there.get(file.path);
    switch (fateOf(file, theirs, before[file.path])) {
      case "same":
        same.push(file);
        break;
      case "edited there":
        notes.push(say(ws.lang, "workspace.editedInNode", { file: name }));
        break;
      case "edited in both":
        notes.push(
          say(ws.lang, "workspace.editedInBoth", {
            file: name,
            copy: keepCopy(ws, name, theirs ?? Buffer.alloc(0)),
          }),
        );
        due.push(file);
        break;
      default:
        due.push(file);
    }
  }
  return { change: { node, files: due, removed }, same, notes };
}

/** What becomes of a file: `ours` and `theirs` against what the node was given last. */
function fateOf(
  ours: PlannedFile,
  theirs: Buffer | undefined,
  was: string | undefined,
): "same" | "due" | "edited there" | "edited in both" {
  if (theirs === undefined) return "due";
  const [digest, mode] = was?.split(" ") ?? [];
  const bytes = bytesOf(ours);
  const sameMode = mode === undefined || mode === ours.mode.toString(8);
  if (theirs.equals(bytes)) return sameMode ? "same" : "due";
  const editedThere = digest !== undefined && digest !== sha256(theirs);
  if (digest === sha256(bytes) && sameMode) return "edited there";
  return editedThere ? "edited in both" : "due";
}

async function contentsAt(
  agent: NodeAgent,
  paths: readonly string[],
  ctx: Ctx,
): Promise<ReadonlyMap<string, Buffer>> {
  const there = await bytesAt(agent, paths, ctx);
  return new Map(
    paths.flatMap((path, at): [string, Buffer][] => {
      const bytes = there[at];
      return bytes === undefined ? [] : [[path, bytes]];
    }),
  );
}

interface Done {
  readonly applied: AppliedNode;
  readonly warnings: readonly string[];
}

/** Side by side; what one node refuses keeps the others' from nothing. Then all that was refused is told together. */
async function applyAll(
  ws: Workspace,
  changes: readonly Change[],
  nodes: Nodes,
  ctx: Ctx,
): Promise<readonly Done[]> {
  if (changes.length === 0) return [];
  const task = "apply";
  const names = changes.map(({ node }) => node.name).join(", ");
  ctx.progress({
    task,
    state: "start",
    text: say(ws.lang, "workspace.applying", { nodes: names }),
  });
  const tried = await Promise.allSettled(changes.map((change) => applyOne(ws, change, nodes, ctx)));
  const done = tried.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const errors = tried.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (errors.length === 0) {
    ctx.progress({
      task,
      state: "done",
      text: say(ws.lang, "workspace.applied", { nodes: names }),
    });
    return done;
  }
  ctx.progress({ task, state: "fail", text: say(ws.lang, "workspace.notApplied") });
  ctx.signal.throwIfAborted();
  throw together(errors, done);
}

async function applyOne(ws: Workspace, change: Change, nodes: Nodes, ctx: Ctx): Promise<Done> {
  const { node, files, removed } = change;
  const { restarted, rebooted, warnings } = await ontoNode(change, nodes, ctx);
  // At once: who is killed now has told of this node.
  const given = readGiven(ws);
  const before = Object.entries(given[node.name] ?? {}).filter(([path]) => !removed.includes(path));
  const marks = { ...Object.fromEntries(before), ...marksOf(files) };
  writeGiven(ws, { ...given, [node.name]: marks });
  const changed = files.map(({ path }) => path);
  return { applied: { node: node.name, changed, removed, restarted, rebooted }, warnings };
}

/** One error of all: the first, with the others among its details. */
function together(errors: readonly unknown[], done: readonly Done[]): unknown {
  const known = errors.filter((error) => error instanceof HalabError);
  const [first, ...rest] = known;
  if (!first || known.length < errors.length)
    return errors.find((error) => !(error instanceof HalabError));
  const others = rest.flatMap(({ message, details }) => [message, ...details]);
  const took = done.map(({ applied }) => `${applied.node} has taken its files`);
  const { code, message, hint, details, node, cause } = first;
  return new HalabError(code, message, {
    details: [...details, ...others, ...took],
    hint,
    node,
    cause,
  });
}
