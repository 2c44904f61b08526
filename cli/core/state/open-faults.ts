/**
 * The faults that are in a cluster: written down before they are made, so that they can be undone
 * after any crash.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../base/folders.ts";
import { stateDir } from "../base/home.ts";
import { clusterFolder } from "./kept.ts";

const openFault = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  nodes: z.array(z.string()),
  undo: z.looseObject({ kind: z.string() }),
  /** Process that heals it when its time is over, if there is one. */
  keeper: z.string().nullable(),
});
export type OpenFault = z.infer<typeof openFault>;
const line = z.union([z.strictObject({ open: openFault }), z.strictObject({ closed: z.string() })]);

/** Written and flushed before the fault is made, so that it can be undone after any crash. */
export function recordFault(cluster: string, fault: OpenFault): void {
  append(cluster, { open: fault });
}

export function recordHealed(cluster: string, id: string): void {
  if (existsSync(clusterFolder(cluster, stateDir()))) append(cluster, { closed: id });
}

function append(cluster: string, entry: z.input<typeof line>): void {
  makeFolder(clusterFolder(cluster, stateDir()), 0o700);
  // The line break first: a line that a crash cut off must not swallow this one.
  const text = `\n${JSON.stringify(entry)}\n`;
  appendFileSync(journalOf(cluster), text, { flush: true });
}

/** Where they are written down; `bin/keeper.js` reads it, too. */
export function journalOf(cluster: string): string {
  return join(clusterFolder(cluster, stateDir()), "faults.ndjson");
}

/** Faults that were begun and not healed, oldest first. A line cut off by a crash is ignored. */
export function openFaults(cluster: string): readonly OpenFault[] {
  const path = journalOf(cluster);
  if (!existsSync(path)) return [];
  const open = new Map<string, OpenFault>();
  for (const text of readFileSync(path, "utf8").split("\n")) {
    const parsed = line.safeParse(tryJson(text));
    if (!parsed.success) continue;
    if ("open" in parsed.data) open.set(parsed.data.open.id, parsed.data.open);
    else open.delete(parsed.data.closed);
  }
  return [...open.values()];
}

export function isOpen(cluster: string, id: string): boolean {
  return openFaults(cluster).some((fault) => fault.id === id);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
