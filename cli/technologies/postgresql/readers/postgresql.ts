import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({
  /** It replays what another one writes. */
  standby: z.boolean(),
  timeline: z.number().nullable(),
  /** As pg_settings has them: in the units of each. */
  settings: z.record(z.string(), z.string().nullable()),
  /** Who streams from it, and whether commits wait for them (pg_stat_replication). */
  standbys: z.array(z.object({ name: z.string(), state: z.string(), sync: z.string() })),
  slots: z.array(z.object({ name: z.string(), active: z.boolean(), wal: z.string().nullable() })),
  /** From whom it streams. */
  follows: z.string().nullable(),
});

export type PostgresState = Readonly<z.infer<typeof schema>>;

function parse(text: string): PostgresState | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const second = 1000;

/** Of those that pg_settings has in milliseconds. */
export function settingS({ settings }: PostgresState, name: string): number | undefined {
  const value = Number(settings[name] ?? Number.NaN);
  return Number.isFinite(value) ? value / second : undefined;
}

function rowsOf(state: PostgresState) {
  const sender = settingS(state, "wal_sender_timeout");
  const receiver = settingS(state, "wal_receiver_timeout");
  const values = {
    ...(sender === undefined ? {} : { wal_sender_timeout: sender }),
    ...(receiver === undefined ? {} : { wal_receiver_timeout: receiver }),
  };
  return Object.keys(values).length === 0 ? [] : [{ of: "replication", values }];
}

export const kind: ReaderKind<PostgresState> = {
  kind: "postgresql",
  about:
    "What a PostgreSQL server is (primary or standby, on which timeline), the settings of its replication, who streams from it and whether commits wait for them, and its slots. From the server itself, by SQL.",
  schema,
  parse,
  rows: rowsOf,
};
