/** Our tables beside pg-boss's: what was handed in, what came of it, and files by the hash of what they hold. */
import type { Database } from "./database.ts";

/** Texts of JSON, not jsonb: what students write may hold what jsonb does not take. */
const tables = `
CREATE SCHEMA IF NOT EXISTS halab;
CREATE TABLE IF NOT EXISTS halab.batch (
  id text PRIMARY KEY,
  definition text NOT NULL,
  lab text NOT NULL,
  begun timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS halab.item (
  batch text NOT NULL,
  id text NOT NULL,
  place int NOT NULL,
  files text,
  line text NOT NULL DEFAULT 'waiting',
  job uuid NOT NULL,
  job_try int NOT NULL DEFAULT 0,
  attempt int NOT NULL DEFAULT 0,
  holder text,
  lost int NOT NULL DEFAULT 0,
  given_up boolean NOT NULL DEFAULT false,
  tries text NOT NULL DEFAULT '[]',
  result text,
  run text,
  PRIMARY KEY (batch, id)
);
CREATE TABLE IF NOT EXISTS halab.payload (
  hash text PRIMARY KEY,
  content bytea NOT NULL,
  kept timestamptz NOT NULL DEFAULT now()
);
`;

/** Any number: who makes the same tables at the same time waits. */
const lockNumber = 68_412_220;

export async function makeTables(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.executeSql("SELECT pg_advisory_xact_lock($1)", [lockNumber]);
    await sql.executeSql(tables);
  });
}
