/** The batches of a shared queue: what each is, and the lab that it is graded with. */
import type { PgBoss } from "pg-boss";
import { type BatchFile, batchFile } from "../grade/batch.ts";
import type { Database, Sql } from "./database.ts";
import { putPayload } from "./payload.ts";
import type { Line } from "./queue.ts";

export interface SharedBatch {
  readonly batch: BatchFile;
  /** The hash of its lab's folder. */
  readonly lab: string;
}

/** What is there already stays as it is. */
export async function putBatch(batch: BatchFile, lab: Buffer, sql: Sql): Promise<void> {
  const hash = await putPayload(lab, sql);
  await sql.executeSql(
    "INSERT INTO halab.batch (id, definition, lab) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
    [batch.id, JSON.stringify(batch), hash],
  );
}

/** Those of which something is not over, the oldest first. */
export async function openBatches(sql: Sql): Promise<readonly SharedBatch[]> {
  const { rows } = await sql.executeSql(
    `SELECT definition, lab FROM halab.batch b WHERE EXISTS (SELECT FROM halab.item i
     WHERE i.batch = b.id AND i.result IS NULL AND NOT i.given_up) ORDER BY begun, id`,
  );
  return rows.map(({ definition, lab }) => ({
    batch: batchFile.parse(JSON.parse(definition)),
    lab,
  }));
}

/** All of it was fetched. Files that another batch has, too, stay. */
export async function dropBatch(
  id: string,
  { database, boss }: { readonly database: Database; readonly boss: PgBoss },
): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.executeSql("DELETE FROM halab.item WHERE batch = $1", [id]);
    await sql.executeSql("DELETE FROM halab.batch WHERE id = $1", [id]);
    await sql.executeSql(
      `DELETE FROM halab.payload p WHERE kept < now() - interval '1 hour'
       AND NOT EXISTS (SELECT FROM halab.item WHERE files = p.hash OR run = p.hash)
       AND NOT EXISTS (SELECT FROM halab.batch WHERE lab = p.hash)`,
    );
  });
  for (const line of ["waiting", "again"] as const) await boss.deleteQueue(queueName(id, line));
}

/** As pg-boss knows it. */
export function queueName(batch: string, line: Line): string {
  return `halab/${batch}/${line}`;
}
