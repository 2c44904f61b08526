/** PostgreSQL in this process, its files in a folder: nothing to install, for one process at a time. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { dataDir as emptyDatabase } from "@electric-sql/pglite-prepopulatedfs";
import { makeFolder } from "../../core/base/folders.ts";
import type { Database, Sql } from "./database.ts";

/** Who opens it holds the batch (`holdBatch`): a second process would break it. */
export async function openPglite(dir: string): Promise<Database> {
  makeFolder(dir, 0o700);
  const dataDir = join(dir, "data");
  const made = join(dir, "made");
  if (existsSync(made)) {
    const there = await PGlite.create({ dataDir }).catch(() => undefined);
    if (there) return new Embedded(there);
  }
  // Half a database, of one that was killed while it made it; or a broken one: what is graded stands in the folder.
  rmSync(dataDir, { recursive: true, force: true });
  // Making one anew takes ten seconds of a processor; this one was made when PGlite was.
  const pglite = await PGlite.create({ dataDir, loadDataDir: await emptyDatabase() });
  writeFileSync(made, "");
  return new Embedded(pglite);
}

/** For tests: gone with this process. */
export async function openInMemory(): Promise<Database> {
  return new Embedded(await PGlite.create({ loadDataDir: await emptyDatabase() }));
}

/** It has one connection: what belongs to one transaction is not mixed with anything else. */
class Embedded implements Database {
  readonly backend = "pglite";
  readonly #pglite: PGlite;
  #last: Promise<unknown> = Promise.resolve();

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  executeSql(text: string, values?: unknown[]) {
    return this.#inTurn(async () => {
      try {
        return await this.#run(text, values);
      } catch (error) {
        // Statements may have begun a transaction of their own, which everybody would be in.
        await this.#pglite.exec("ROLLBACK");
        throw error;
      }
    });
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#pglite.exec("BEGIN");
      try {
        const value = await work({ executeSql: (text, values) => this.#run(text, values) });
        await this.#pglite.exec("COMMIT");
        return value;
      } catch (error) {
        await this.#pglite.exec("ROLLBACK");
        throw error;
      }
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#pglite.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => {});
    return next;
  }

  /** Several statements without values go another way (the protocol's simple query). */
  async #run(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    if (values?.length) return await this.#pglite.query(text, values);
    return { rows: (await this.#pglite.exec(text)).flatMap(({ rows }) => rows) };
  }
}
