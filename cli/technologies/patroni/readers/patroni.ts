import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const schema = z.object({
  name: z.string(),
  scope: z.string(),
  /** What Patroni says of its PostgreSQL: running, starting, creating replica ... */
  state: z.string(),
  /** primary, sync_standby, replica; none while the server does not run. */
  role: z.string(),
  timeline: z.number().nullable(),
  /** Of the cluster as a whole, as etcd has them (`patronictl show-config`); what is not there has Patroni's default. */
  dynamic: z.record(z.string(), scalar),
  /** PostgreSQL's, as Patroni was told them. */
  parameters: z.record(z.string(), z.string()),
  /** wal_sender_timeout, as the server has it. */
  senderTimeoutMs: z.number().nullable(),
});

type PatroniState = Readonly<z.infer<typeof schema>>;

function parse(text: string): PatroniState | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Patroni 3.0, config.py, __DEFAULT_CONFIG. Seconds. */
export const defaults = { ttl: 30, loop_wait: 10, retry_timeout: 10 } as const;

/** As it is in force, by Patroni's default where nobody says it. Seconds. */
export function timerS({ dynamic }: PatroniState, name: keyof typeof defaults): number {
  const value = Number(dynamic[name] ?? Number.NaN);
  return Number.isFinite(value) ? value : defaults[name];
}

/** PostgreSQL 15, 20.6.1: 60 s where nobody says otherwise. Seconds. */
export function senderTimeoutS({ senderTimeoutMs }: PatroniState): number {
  return (senderTimeoutMs ?? 60_000) / 1000;
}

export const kind: ReaderKind<PatroniState> = {
  kind: "patroni",
  about:
    "What a node's Patroni is (primary, synchronous standby, replica), in which cluster, and what the cluster as a whole has in force: ttl, loop_wait, retry_timeout, maximum_lag_on_failover, synchronous_mode, failsafe_mode. From its REST API, which has it from etcd.",
  schema,
  parse,
  rows: (state) => [
    {
      of: "Patroni",
      values: {
        ttl: timerS(state, "ttl"),
        loop_wait: timerS(state, "loop_wait"),
        retry_timeout: timerS(state, "retry_timeout"),
        wal_sender_timeout: senderTimeoutS(state),
      },
    },
  ],
};
