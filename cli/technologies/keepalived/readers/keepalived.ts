import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { adverts } from "../advert.ts";
import { type Block, Dump, numberIn } from "../dump.ts";
import { takesOver } from "../election.ts";
import { joinS } from "../master-down.ts";
import { parseRealServers, realServerCheck } from "../real-servers.ts";
import { trackersOf, untimedOf } from "../trackers.ts";
import { claimOf, type Vrrp, vrrp } from "../vrrp.ts";

const schema = z.object({
  vrrp: z.array(vrrp).readonly(),
  /** Of its health checks; none where it only routes. */
  realServers: z.array(realServerCheck).readonly(),
});

/** One node's keepalived. */
export type KeepalivedInForce = Readonly<z.infer<typeof schema>>;

/** keepalived's own dump -> its instances, with what they track. */
export function parseKeepalived(text: string): Vrrp[] {
  const dump = new Dump(text);
  const instances = dump.all("VRRP Instance").map((block) => instanceOf(dump, block));
  // A dump that was read while it is written ends in the middle of one.
  return instances.filter((one) => vrrp.safeParse(one).success && one.advertS > 0);
}

function instanceOf(dump: Dump, block: Block): Vrrp {
  const { name, values, lists } = block;
  const group = values.get("Sync group");
  const startupDelayS = numberIn(dump.global("vrrp_startup_delay"));
  const untimed = untimedOf(dump, block);
  const state = values.get("State");
  return {
    instance: name,
    version: values.get("VRRP Version") === "3" ? 3 : 2,
    vrid: Number(values.get("Virtual Router ID")),
    advertS: advert(values.get("Advert interval")),
    // What a tracker adds or takes away counts: it makes the skew, and who leads.
    priority: Number(values.get("Effective priority") ?? values.get("Priority")),
    preempt: !values.get("Preempt")?.startsWith("disabled"),
    preemptDelayS: numberIn(values.get("Preempt delay")),
    downTimerAdverts: Number(values.get("Down timer adverts") ?? 3),
    trackers: trackersOf(dump, block),
    addresses: ["Virtual IP", "Virtual IP Excluded"].flatMap((list) =>
      (lists.get(list) ?? []).map((line) => line.split(/[/ ]/)[0] ?? ""),
    ),
    ...(state === undefined ? {} : { state }),
    ...(group === undefined ? {} : { group }),
    ...(startupDelayS > 0 ? { startupDelayS } : {}),
    ...(untimed.length > 0 ? { untimed } : {}),
  };
}

/** "1 sec" (VRRPv2), "200 milli-sec" (VRRPv3). */
function advert(text: string | undefined): number {
  const value = numberIn(text);
  return /milli/.test(text ?? "") ? value / 1000 : value;
}

export const kind: ReaderKind<KeepalivedInForce> = {
  kind: "keepalived",
  about:
    "Of each VRRP instance its addresses, its timers, its priority and what it tracks; of each real server its health check. From keepalived's own dump (SIGUSR1).",
  schema,
  parse: (text) =>
    text === "" ? undefined : { vrrp: parseKeepalived(text), realServers: parseRealServers(text) },
  rows: (value) =>
    value.vrrp.map(({ instance, ...values }) => ({ of: `VRRP ${instance}`, values })),
  joinS: (values) => joinS(values.flatMap((one) => one.vrrp)),
  takesOver,
  claims: ({ vrrp }) => vrrp.flatMap((one) => claimOf(one) ?? []),
  frames: adverts,
  leads: (value) => value.vrrp.length > 0,
};
