/** What the running nodes were given of the student's files last: .halab/given.json. */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { bytesOf } from "../../core/cluster/content.ts";
import type { Plan, PlannedFile } from "../../core/cluster/plan.ts";
import { ownFolder, type Workspace } from "../workspace/open.ts";
import { jsonOf, writeWhole } from "../workspace/store.ts";

const given = z.object({
  /** By node, then by path: SHA-256 of what was given, and its mode. */
  nodes: z.record(z.string(), z.record(z.string(), z.string())),
});
export type Given = z.infer<typeof given>["nodes"];

export function givenFile(ws: Pick<Workspace, "root">): string {
  return join(ownFolder(ws), "given.json");
}

/** Empty: that is not known. */
export function readGiven(ws: Pick<Workspace, "root">): Given {
  const parsed = given.safeParse(jsonOf(givenFile(ws)));
  return parsed.success ? parsed.data.nodes : {};
}

/** A cluster was made of this plan. */
export function recordGiven(ws: Pick<Workspace, "root">, plan: Plan): void {
  writeGiven(ws, Object.fromEntries(plan.nodes.map((node) => [node.name, marksOf(node.files)])));
}

export function writeGiven(ws: Pick<Workspace, "root">, nodes: Given): void {
  writeWhole(givenFile(ws), `${JSON.stringify({ nodes }, null, 1)}\n`);
}

/** There is no cluster any more. */
export function forgetGiven(ws: Pick<Workspace, "root">): void {
  rmSync(givenFile(ws), { force: true });
}

/** The student's files, each with what tells that it was changed. */
export function marksOf(files: readonly PlannedFile[]): Record<string, string> {
  const own = files.filter(({ owner }) => owner === "student");
  return Object.fromEntries(own.map((file) => [file.path, markOf(bytesOf(file), file.mode)]));
}

function markOf(bytes: Buffer, mode: number): string {
  return `${sha256(bytes)} ${mode.toString(8)}`;
}

export function sha256(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** NODE/PATH of every student's file that is not as the nodes were given it, or not there any more. */
export function changedFiles(plan: Plan, before: Given): string[] {
  return plan.nodes.flatMap(({ name, files }) => {
    const now = marksOf(files);
    const was = before[name] ?? {};
    const paths = new Set([...Object.keys(was), ...Object.keys(now)]);
    return [...paths].filter((path) => was[path] !== now[path]).map((path) => name + path);
  });
}
