import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { parseOptions, periodS } from "../config/provider-options.ts";

const schema = z.object({
  /** Variables of the server, by their names in small letters. */
  settings: z.record(z.string(), z.string().nullable()),
  /** Of its status; empty values where it belongs to no cluster. */
  status: z.record(z.string(), z.string().nullable()),
  /** How it came by its state as it began: IST, SST, none. */
  transfer: z.string(),
});

export type GaleraState = Readonly<z.infer<typeof schema>>;

function parse(text: string): GaleraState | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A period of the provider's, with all defaults filled in by the provider itself; undefined: it has none. Seconds. */
export function providerS({ settings }: GaleraState, name: string): number | undefined {
  const options = parseOptions(settings["wsrep_provider_options"] ?? "");
  return periodS(options.get(name)?.value ?? "");
}

const shown = {
  "suspect timeout": "evs.suspect_timeout",
  "inactive timeout": "evs.inactive_timeout",
  "keepalive period": "evs.keepalive_period",
  "check period": "evs.inactive_check_period",
} as const;

function rowsOf(state: GaleraState) {
  const values = Object.fromEntries(
    Object.entries(shown).flatMap(([title, name]) => {
      const seconds = providerS(state, name);
      return seconds === undefined ? [] : [[title, seconds] as const];
    }),
  );
  return Object.keys(values).length === 0 ? [] : [{ of: "Galera", values }];
}

export const kind: ReaderKind<GaleraState> = {
  kind: "mariadb",
  about:
    "A member of Galera: the settings of its replication with the provider's timers, whether it is Synced and in a primary component of how many, how much flow control has paused it, and whether its last start took a full copy (SST) or the missing transactions (IST). From the server itself, by SQL, and its log.",
  schema,
  parse,
  rows: rowsOf,
  joining: ({ settings, status }) =>
    settings["wsrep_on"] === "ON" && status["wsrep_local_state_comment"] !== "Synced"
      ? "its cluster's state"
      : undefined,
};
