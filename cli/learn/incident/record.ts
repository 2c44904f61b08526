/** What is kept of an incident in its folder (.halab/incident.json): when it began, what was tried. No word of its cause. */
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import { workspacesOfThisMachine } from "../cluster/note.ts";
import { ownFolder, type Workspace } from "../workspace/open.ts";
import { jsonOf, locked, writeWhole } from "../workspace/store.ts";

/** What the pager says: what is felt, and what was done when it began. */
const pager = z.strictObject({
  /** ISO 8601. */
  at: z.string(),
  /** The step's title: what happened to the cluster then. */
  what: z.string(),
  felt: z.array(
    z.strictObject({
      probe: z.string(),
      sent: z.number(),
      lost: z.number(),
      /** Seconds. */
      outage: z.number(),
    }),
  ),
  /** What was promised, and does not hold: titles of checks. */
  missed: z.array(z.string()),
});
export type Pager = z.infer<typeof pager>;

const recordFile = z.strictObject({
  schema: z.literal("halab/incident/1"),
  lab: z.string(),
  key: z.string(),
  /** ISO 8601. */
  begun: z.string(),
  pager: pager.optional(),
  /** The first look at it: a check or a diagnosis. */
  seen: z.string().optional(),
  checks: z.number().int(),
  ended: z.string().optional(),
  outcome: z.enum(["mended", "gave-up"]).optional(),
});
export type IncidentRecord = z.infer<typeof recordFile>;

function fileOf(ws: Pick<Workspace, "root">): string {
  return join(ownFolder(ws), "incident.json");
}

/** Throws NOT_FOUND where the folder is no incident's, or what was kept of it is broken. */
export function readRecord(ws: Pick<Workspace, "root">): IncidentRecord {
  const parsed = recordFile.safeParse(jsonOf(fileOf(ws)));
  if (parsed.success) return parsed.data;
  throw new HalabError("NOT_FOUND", `${shown(fileOf(ws))} does not say which incident this is`, {
    hint: "halab incident   (begins another one)",
  });
}

export function writeRecord(ws: Pick<Workspace, "root">, record: IncidentRecord): void {
  writeWhole(fileOf(ws), `${JSON.stringify(record, null, 2)}\n`, 0o600);
}

/** Two sessions change it one after the other. */
export async function updateRecord(
  ws: Pick<Workspace, "root">,
  change: (before: IncidentRecord) => IncidentRecord,
): Promise<IncidentRecord> {
  return await locked(fileOf(ws), () => {
    const after = change(readRecord(ws));
    writeRecord(ws, after);
    return after;
  });
}

/** Somebody diagnoses a cluster: where it is an incident's, it has been looked at. */
export async function noteLook(cluster: string, now = new Date()): Promise<void> {
  const found = workspacesOfThisMachine().find((one) => one.cluster === cluster)?.workspace;
  if (!found?.incident) return;
  await updateRecord(found, (before) => ({ ...before, seen: before.seen ?? now.toISOString() }));
}
