/** What halab-cpg runs with and whom it sees, and how soon Corosync hears of who is back, as both say themselves. */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({
  group: z.string(),
  /** Messages a second. */
  rate: z.number(),
  /** Without a quorum: sends, or stops. */
  minority: z.string(),
  /** What counts: delivered, or sent. */
  apply: z.string(),
  /** So often it has joined. */
  life: z.number(),
  quorate: z.boolean(),
  /** In its view. */
  members: z.number(),
  /** Of Corosync; 0 where it has none of them. Seconds, and a number. */
  pingS: z.number(),
  pongs: z.number(),
  mergeS: z.number(),
  holdS: z.number(),
});

export type CpgValues = Readonly<z.infer<typeof schema>>;

/** corosync.conf(5): knet_pong_count. */
const ownPongs = 2;

/** Undefined: it does not run. */
function parse(text: string): CpgValues | undefined {
  const word = (key: string) => new RegExp(`^${key} (\\S+)`, "m").exec(text)?.[1];
  const number = (key: string) => Number(word(key)) || 0;
  const [group, minority, apply] = [word("group"), word("minority"), word("apply")];
  if (group === undefined || minority === undefined || apply === undefined) return undefined;
  const view = word("view") ?? "-";
  const pingS = number("interface\\.0\\.knet_ping_interval") / 1000;
  return {
    ...{ group, minority, apply, rate: number("rate"), life: number("life") },
    quorate: number("quorum") === 1,
    members: view === "-" ? 0 : view.split(",").length,
    pingS,
    // What its file does not say is not in its map.
    pongs: pingS > 0 ? number("interface\\.0\\.knet_pong_count") || ownPongs : 0,
    mergeS: number("merge") / 1000,
    holdS: number("hold") / 1000,
  };
}

export const kind: ReaderKind<CpgValues> = {
  kind: "cpg",
  about:
    "The group that a member joins, how much it sends, what it does without a quorum, and how soon its Corosync hears of a node that is back.",
  schema,
  parse,
  rows: (values) => [{ of: `group ${values.group}`, values }],
};
