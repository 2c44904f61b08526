/** A batch's queue: pg-boss gives each job to one, and takes it back when its beat stops; what came of it stands beside. */
import { randomUUID } from "node:crypto";
import type { PgBoss } from "pg-boss";
import { type Result, resultFile } from "../grade/result.ts";
import { queueName } from "./batches.ts";
import type { Database, Sql } from "./database.ts";
import { attemptOf, type Held, type Row, stateOf, triesIn } from "./item.ts";
import { putPayload } from "./payload.ts";
import type { Completed, Entry, Lease, Line, Queue, Queued } from "./queue.ts";

/** As pg-boss allows at least; three beats are missed then. */
const leaseSeconds = 30;
/** So many leases are lost with whoever held them; another would cost another host. */
const lostLimit = 2;
/** A job waits as long as its batch: nothing of it ends by itself. */
const [forever, never] = [3650 * 86_400, 0];
/** Longer than any budget with its grace, and as long as pg-boss allows; who is late is ended by its supervisor. */
const longestSeconds = 86_399;

const lines: readonly Line[] = ["waiting", "again"];

/** Thrown to undo a transaction: the lease is not this one's any more. */
class NotOurs extends Error {}

export class BossQueue implements Queue, AsyncDisposable {
  readonly #database: Database;
  readonly #boss: PgBoss;
  readonly #batch: string;
  readonly #holder: string;
  readonly #onClose: () => Promise<void>;
  #lookedUp = false;

  /** `holder`: who we are, for whoever finds our leases after us. */
  constructor(
    open: { readonly database: Database; readonly boss: PgBoss },
    batch: string,
    holder: string,
    onClose: () => Promise<void> = async () => {},
  ) {
    this.#database = open.database;
    this.#boss = open.boss;
    this.#batch = batch;
    this.#holder = holder;
    this.#onClose = onClose;
  }

  async enqueue(entries: readonly Entry[]): Promise<void> {
    for (const line of lines)
      await this.#boss.createQueue(this.#name(line), {
        retryLimit: 1000,
        retryDelay: 0,
        heartbeatSeconds: leaseSeconds,
        expireInSeconds: longestSeconds,
        retentionSeconds: forever,
        deleteAfterSeconds: never,
      });
    await this.#lookUp();
    await this.#database.transaction(async (sql) => {
      // Of two that begin the same batch one is first.
      await sql.executeSql("SELECT pg_advisory_xact_lock(hashtext($1))", [this.#batch]);
      const { rows } = await sql.executeSql(
        "SELECT id, place FROM halab.item WHERE batch = $1 ORDER BY place DESC",
        [this.#batch],
      );
      const known = new Set(rows.map(({ id }) => id));
      const from = rows.length === 0 ? 0 : Number(rows[0].place) + 1;
      const fresh = entries.filter(({ id }) => !known.has(id));
      for (const [at, { id, files = null }] of fresh.entries()) {
        const job = randomUUID();
        await sql.executeSql(
          "INSERT INTO halab.item (batch, id, place, files, job) VALUES ($1, $2, $3, $4, $5)",
          [this.#batch, id, from + at, files, job],
        );
        await this.#send("waiting", { id, job, place: from + at }, sql);
      }
    });
  }

  async lease(line: Line): Promise<Lease | undefined> {
    await this.#lookUp();
    await this.takeBackLapsed();
    return await this.#database.transaction(async (sql) => {
      for (;;) {
        const [job] = await this.#boss.fetch<{ id: string }>(this.#name(line), { db: sql });
        if (!job) return undefined;
        const lease = await this.#take(job, line, sql);
        if (lease) return lease;
        await this.#boss.complete(this.#name(line), job, null, { db: sql });
      }
    });
  }

  /** Undefined: it is over, now at the latest. Who held it before, and gave nothing back, has lost it. */
  async #take(
    { id: job, retryCount, data: { id } }: { id: string; retryCount: number; data: { id: string } },
    line: Line,
    sql: Sql,
  ): Promise<Lease | undefined> {
    const { rows } = await sql.executeSql(
      `UPDATE halab.item SET lost = lost + CASE WHEN holder IS NULL THEN 0 ELSE 1 END, holder = NULL
       WHERE batch = $1 AND id = $2 AND job = $3 AND result IS NULL AND NOT given_up RETURNING lost`,
      [this.#batch, id, job],
    );
    if (rows.length === 0) return undefined;
    if (rows[0].lost >= lostLimit) {
      await sql.executeSql("UPDATE halab.item SET given_up = true WHERE batch = $1 AND id = $2", [
        this.#batch,
        id,
      ]);
      return undefined;
    }
    const taken = await sql.executeSql(
      `UPDATE halab.item SET attempt = attempt + 1, holder = $3, job_try = $4
       WHERE batch = $1 AND id = $2 RETURNING attempt, tries`,
      [this.#batch, id, this.#holder, retryCount],
    );
    const [{ attempt, tries }] = taken.rows;
    return { id, line, attempt, tries: triesIn(tries) };
  }

  async heartbeat(lease: Lease): Promise<boolean> {
    const row = await this.#mine(lease, this.#database);
    if (!row) return false;
    await this.#boss.touch(this.#name(lease.line), attemptOf(row));
    return true;
  }

  async complete(lease: Lease, completed: Completed): Promise<boolean> {
    try {
      await this.#database.transaction((sql) => this.#settle(lease, completed, sql));
      return true;
    } catch (error) {
      if (error instanceof NotOurs) return false;
      throw error;
    }
  }

  async #settle(lease: Lease, completed: Completed, sql: Sql): Promise<void> {
    const row = await this.#mine(lease, sql, "FOR UPDATE");
    if (!row) throw new NotOurs();
    const name = this.#name(lease.line);
    const job = attemptOf(row);
    if (completed === "given back") await this.#boss.fail(name, job, null, { db: sql });
    else await this.#boss.complete(name, job, null, { db: sql });
    const set = (columns: string, values: readonly unknown[] = []) =>
      sql.executeSql(`UPDATE halab.item SET ${columns} WHERE batch = $1 AND id = $2`, [
        ...[this.#batch, lease.id, ...values],
      ]);
    await set("holder = NULL");
    if (completed === "given back") return;
    if ("again" in completed) {
      const fresh = randomUUID();
      await set("line = 'again', job = $3, tries = $4", [fresh, JSON.stringify(completed.again)]);
      await this.#send("again", { id: lease.id, job: fresh, place: row.place }, sql);
    } else {
      const run = completed.run && (await putPayload(completed.run, sql));
      const { result } = completed;
      await set("result = $3, tries = $4, run = $5", [
        JSON.stringify(result),
        JSON.stringify(result.tries),
        run ?? null,
      ]);
    }
  }

  async list(): Promise<readonly Queued[]> {
    const { rows } = await this.#database.executeSql(
      `SELECT i.*, j.state FROM halab.item i LEFT JOIN pgboss.job j ON j.id = i.job
       WHERE i.batch = $1 ORDER BY i.place`,
      [this.#batch],
    );
    return rows.map((row: Row) => {
      return { id: row.id, state: stateOf(row), attempt: row.attempt, tries: triesIn(row.tries) };
    });
  }

  /** What came of it, and the hash of what its run left; undefined: it is not over. */
  async resultOf(id: string): Promise<{ result: Result; run: string | null } | undefined> {
    const { rows } = await this.#database.executeSql(
      "SELECT result, run FROM halab.item WHERE batch = $1 AND id = $2 AND result IS NOT NULL",
      [this.#batch, id],
    );
    if (rows.length === 0) return undefined;
    return { result: resultFile.parse(JSON.parse(rows[0].result)), run: rows[0].run };
  }

  /** The hash of what was handed in. */
  async filesOf(id: string): Promise<string | undefined> {
    const { rows } = await this.#database.executeSql(
      "SELECT files FROM halab.item WHERE batch = $1 AND id = $2",
      [this.#batch, id],
    );
    return rows[0]?.files ?? undefined;
  }

  /** They are played once more, whatever came of them. Attempts go on counting. */
  async anew(ids: readonly string[]): Promise<void> {
    await this.#lookUp();
    for (const id of ids)
      await this.#database.transaction(async (sql) => {
        const job = randomUUID();
        const { rows } = await sql.executeSql(
          `UPDATE halab.item SET line = 'waiting', job = $3, tries = '[]', lost = 0, given_up = false,
           result = NULL, run = NULL, holder = NULL WHERE batch = $1 AND id = $2 RETURNING place`,
          [this.#batch, id, job],
        );
        if (rows.length > 0) await this.#send("waiting", { id, job, place: rows[0].place }, sql);
      });
  }

  /** Leases that nobody has ended. */
  async held(): Promise<readonly Held[]> {
    const { rows } = await this.#database.executeSql(
      `SELECT id, attempt, holder FROM halab.item
       WHERE batch = $1 AND holder IS NOT NULL AND result IS NULL AND NOT given_up ORDER BY place`,
      [this.#batch],
    );
    return rows;
  }

  /** Whoever held it is dead: nobody has to wait for its beat. `counted`: as a lease that was lost. */
  async takeBack({ id, attempt }: Held, { counted }: { readonly counted: boolean }): Promise<void> {
    await this.#lookUp();
    await this.#database.transaction(async (sql) => {
      const row = await this.#mine({ id, attempt }, sql, "FOR UPDATE");
      if (!row) return;
      await this.#boss.fail(this.#name(row.line), attemptOf(row), null, { db: sql });
      if (!counted)
        await sql.executeSql("UPDATE halab.item SET holder = NULL WHERE batch = $1 AND id = $2", [
          this.#batch,
          id,
        ]);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#onClose();
  }

  /** pg-boss asks once what a queue is like: in a transaction that would take a second connection, and others wait for one. */
  async #lookUp(): Promise<void> {
    if (this.#lookedUp) return;
    for (const line of lines) await this.#boss.touch(this.#name(line), randomUUID());
    this.#lookedUp = true;
  }

  /** pg-boss looks for beats that stopped when it is told to, by the server's clock. */
  async takeBackLapsed(): Promise<void> {
    for (const line of lines) await this.#boss.supervise(this.#name(line));
  }

  /** Undefined: another has it, or nobody: its beat stopped for so long that it was taken back. */
  async #mine(
    { id, attempt }: Pick<Lease, "id" | "attempt">,
    sql: Sql,
    lock = "",
  ): Promise<Row | undefined> {
    const { rows } = await sql.executeSql(
      `SELECT i.* FROM halab.item i JOIN pgboss.job j ON j.id = i.job
       WHERE i.batch = $1 AND i.id = $2 AND i.attempt = $3 AND i.holder IS NOT NULL AND i.result IS NULL
       AND j.state = 'active' AND j.retry_count = i.job_try ${lock}`,
      [this.#batch, id, attempt],
    );
    return rows[0];
  }

  async #send(
    line: Line,
    { id, job, place }: { readonly id: string; readonly job: string; readonly place: number },
    db: Sql,
  ): Promise<void> {
    // The first in line has the highest priority, also when it comes again.
    await this.#boss.send(this.#name(line), { id }, { id: job, priority: -place, db });
  }

  #name(line: Line): string {
    return queueName(this.#batch, line);
  }
}
