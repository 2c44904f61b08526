/** A PostgreSQL server. The password is never in what halab keeps: PGPASSWORD, or ~/.pgpass. */
import pg from "pg";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { systemClock } from "../../core/base/time.ts";
import type { Database, Sql } from "./database.ts";
import { withoutPassword } from "./url.ts";

/** Of each host: one for leases, one for what goes with a result. */
const connections = 2;
/** A server that does not answer so long is not there. */
const connectMs = 10_000;

/** Throws ENGINE_UNAVAILABLE where no server lets us in. Once `signal` is aborted, one that is gone is not waited for. */
export async function openPostgres(url: string, signal: AbortSignal): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    application_name: "halab",
  });
  // One that breaks while nobody uses it is replaced when it is needed.
  pool.on("error", () => {});
  const database = new Postgres(pool, signal);
  try {
    // One that is not there at first is not waited for; one that is just starting is.
    await patiently(() => execute(pool, "SELECT 1", undefined), signal, says(starting));
    return database;
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw new HalabError(
      "ENGINE_UNAVAILABLE",
      `no queue at ${withoutPassword(url)}: ${messageOf(error)}`,
      {
        hint: "PGPASSWORD=... before the command (or ~/.pgpass), and --queue postgres://USER@HOST/DATABASE",
      },
    );
  }
}

class Postgres implements Database {
  readonly backend = "postgres";
  readonly #pool: pg.Pool;
  readonly #signal: AbortSignal;

  constructor(pool: pg.Pool, signal: AbortSignal) {
    this.#pool = pool;
    this.#signal = signal;
  }

  executeSql(text: string, values?: unknown[]) {
    return patiently(() => execute(this.#pool, text, values), this.#signal, isGone);
  }

  /** After a server was gone the work may be done a second time: it asks who holds what. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return patiently(() => this.#transaction(work), this.#signal, isGone);
  }

  async #transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: unknown;
    try {
      await client.query("BEGIN");
      const value = await work({ executeSql: (text, values) => execute(client, text, values) });
      await client.query("COMMIT");
      return value;
    } catch (error) {
      await client.query("ROLLBACK").catch((failed: unknown) => {
        broken = failed;
      });
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }
}

/** A server that is started anew is back in seconds; a lease that lapses meanwhile is seen afterwards. */
const [patienceMs, againMs] = [120_000, 500];

async function patiently<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  passes: (error: unknown) => boolean,
): Promise<T> {
  const clock = systemClock;
  const until = clock.nowNs() + patienceMs * 1e6;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || signal.aborted || clock.nowNs() > until) throw error;
      // What is thrown then is why.
      await clock.wait(againMs, signal).catch(() => {});
    }
  }
}

/** A server that stops or starts (appendix A of its manual: operator intervention). */
const starting = /^57P0[123]$/;
/** It does not answer; two that waited for each other, of which one may go first. */
const gone = /^(08...|40P01|ECONN.*|EPIPE|ENOENT|ETIMEDOUT)$/;
const brokeOff = /Connection terminated|timeout exceeded when trying/;

function says(code: RegExp) {
  return (error: unknown) =>
    error instanceof Error && "code" in error && code.test(`${error.code}`);
}

function isGone(error: unknown): boolean {
  return says(starting)(error) || says(gone)(error) || brokeOff.test(messageOf(error));
}

/** Several statements without values give a result each. */
async function execute(
  on: pg.Pool | pg.PoolClient,
  text: string,
  values: unknown[] | undefined,
): Promise<{ rows: unknown[] }> {
  const result: pg.QueryResult | pg.QueryResult[] = values?.length
    ? await on.query(text, values)
    : await on.query(text);
  return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows };
}
