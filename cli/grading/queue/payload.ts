/** Files that travel with a queue, each once, by the hash of what it holds. */
import { createHash } from "node:crypto";
import { HalabError } from "../../core/base/error.ts";
import type { Sql } from "./database.ts";

/** Packed. A class's submissions are some KiB, a run's folder some MiB at most. */
export const payloadLimitBytes = 64 * 2 ** 20;

/** Its hash. Throws CAPABILITY_MISSING for what is too large. */
export async function putPayload(content: Buffer, sql: Sql): Promise<string> {
  if (content.length > payloadLimitBytes)
    throw new HalabError(
      "CAPABILITY_MISSING",
      `${Math.round(content.length / 2 ** 20)} MiB are too much for the queue: it takes 64 MiB`,
      { hint: "halab grade LAB PATH... --out DIR   (without --queue)" },
    );
  const hash = createHash("sha256").update(content).digest("hex");
  await sql.executeSql(
    "INSERT INTO halab.payload (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET kept = now()",
    [hash, content],
  );
  return hash;
}

/** Throws NOT_FOUND. */
export async function getPayload(hash: string, sql: Sql): Promise<Buffer> {
  const { rows } = await sql.executeSql("SELECT content FROM halab.payload WHERE hash = $1", [
    hash,
  ]);
  if (rows.length === 0)
    throw new HalabError("NOT_FOUND", `the queue has no files ${hash.slice(0, 12)} any more`, {
      hint: "halab grade LAB PATH... --out NEW-FOLDER --queue URL",
    });
  return Buffer.from(rows[0].content);
}
