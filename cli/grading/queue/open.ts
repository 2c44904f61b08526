/** Opens a queue: in a batch's folder, or at a server that several hosts share. */
import { hostname } from "node:os";
import { PgBoss } from "pg-boss";
import { ownerId } from "../../core/state/process-identity.ts";
import { queueFolder } from "../grade/batch.ts";
import { BossQueue } from "./boss-queue.ts";
import type { Database } from "./database.ts";
import { makeTables } from "./tables.ts";

/** For one process at a time: whoever opens it holds the batch. */
export async function openEmbedded(dir: string, batch: string): Promise<BossQueue> {
  const { openPglite } = await import("./pglite.ts");
  const farm = await Farm.open(await openPglite(queueFolder(dir)));
  return farm.queueOf(batch, () => farm[Symbol.asyncDispose]());
}

/** A database with queues of many batches. */
export class Farm implements AsyncDisposable {
  readonly database: Database;
  readonly boss: PgBoss;

  private constructor(database: Database, boss: PgBoss) {
    this.database = database;
    this.boss = boss;
  }

  static async open(database: Database): Promise<Farm> {
    try {
      const { backend } = database;
      const boss = new PgBoss({
        ...{ db: database, backend, schema: "pgboss" },
        // Leases are looked after when somebody wants one; nothing runs by itself.
        ...{ supervise: false, schedule: false, monitorIntervalSeconds: 1 },
      });
      // What it says by events is an error of a call of ours, too.
      boss.on("error", () => {});
      await boss.start();
      await makeTables(database);
      return new Farm(database, boss);
    } catch (error) {
      await database[Symbol.asyncDispose]();
      throw error;
    }
  }

  queueOf(batch: string, onClose?: () => Promise<void>): BossQueue {
    return new BossQueue({ database: this.database, boss: this.boss }, batch, holderId(), onClose);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.boss.stop({ graceful: false });
    await this.database[Symbol.asyncDispose]();
  }
}

/** Who holds a lease: a process, and its host for people. */
function holderId(): string {
  return `${ownerId()}/${hostname()}`;
}
