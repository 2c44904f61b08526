import { z } from "zod";

const tracker = z.object({
  kind: z.enum(["script", "process"]),
  name: z.string(),
  /** Seconds from the trouble to its being noticed, at worst. */
  detectS: z.number(),
  /** The same for its being well again. */
  returnS: z.number(),
  /** What a script that hangs takes in addition, until it is given up. */
  hangS: z.number().optional(),
  /** 0: the instance goes to FAULT; otherwise its priority changes by this much. */
  weight: z.number(),
});

export type Tracker = Readonly<z.infer<typeof tracker>>;

/** What older journals do not have is optional: they are judged as they were. */
export const vrrp = z.object({
  instance: z.string(),
  version: z.union([z.literal(2), z.literal(3)]),
  vrid: z.number(),
  advertS: z.number(),
  priority: z.number(),
  preempt: z.boolean(),
  preemptDelayS: z.number(),
  /** Adverts that may be missing before the backup takes over (RFC: 3). */
  downTimerAdverts: z.number(),
  /** Its own, and those of all with which it shares a sync group. */
  trackers: z.array(tracker).readonly(),
  /** Without their prefix: "10.77.0.100". */
  addresses: z.array(z.string()).readonly().optional(),
  /** What it was when it was asked: "MASTER", "BACKUP", "FAULT". */
  state: z.string().optional(),
  /** A sync group goes over together, when the timers of all its instances have ended. */
  group: z.string().optional(),
  /** The daemon waits so long after its start (vrrp_startup_delay). */
  startupDelayS: z.number().optional(),
  /** Directives that change when it fails or comes back, and that no formula knows: "track_bfd peer". */
  untimed: z.array(z.string()).readonly().optional(),
});

/** One VRRP instance of one node. Times in seconds. */
export type Vrrp = Readonly<z.infer<typeof vrrp>>;

/** "site (router id 51, BACKUP) is for 10.77.0.100"; undefined: an older journal does not say it. */
export function claimOf({ instance, vrid, state, addresses }: Vrrp): string | undefined {
  if (addresses === undefined) return undefined;
  const what = [`router id ${vrid}`, ...(state === undefined ? [] : [state])].join(", ");
  return `${instance} (${what}) ${state === "MASTER" ? "has" : "is for"} ${addresses.join(", ") || "no address"}`;
}
