/** FRR's timers in force: of BGP and of BFD, from what its daemons say as JSON (vtysh). */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const bfd = z.object({
  peer: z.string(),
  up: z.boolean(),
  /** Packets that may be missing, and how often they come: as agreed with the peer (RFC 5880 6.8.4). */
  multiplier: z.number(),
  intervalS: z.number(),
});
/** One BFD session, as this node watches its peer. Seconds. */
type BfdSession = Readonly<z.infer<typeof bfd>>;

const bgp = z.object({
  peer: z.string(),
  up: z.boolean(),
  /** Up for so short that routes may still be on their way: FRR gathers what it hears for a second (bgpd, coalesce-time). */
  fresh: z.boolean(),
  /** The lesser of both sides' (RFC 4271 4.2); 0: nobody is given up for silence. */
  holdS: z.number(),
  keepaliveS: z.number(),
  /** Between two tries to reach it. */
  connectS: z.number(),
  bfd: z.boolean(),
});
/** One neighbour of BGP. Seconds. */
type BgpNeighbour = Readonly<z.infer<typeof bgp>>;

const schema = z.object({ bfd: z.array(bfd).readonly(), bgp: z.array(bgp).readonly() });
export type FrrInForce = Readonly<z.infer<typeof schema>>;

/** `show bfd peers json` (bfdd_vty.c). Milliseconds; the remote's are 0 until it was heard. */
const bfdPeers = z.array(
  z.object({
    peer: z.string(),
    status: z.string(),
    "receive-interval": z.number(),
    "remote-transmit-interval": z.number(),
    "remote-detect-multiplier": z.number(),
  }),
);

/** `show bgp neighbors json` (bgp_vty.c): by the neighbour's address. Milliseconds. */
const bgpNeighbours = z.record(
  z.string(),
  z.object({
    bgpState: z.string(),
    bgpTimerUpMsec: z.number().optional(),
    bgpTimerHoldTimeMsecs: z.number(),
    bgpTimerKeepAliveIntervalMsecs: z.number(),
    connectRetryTimer: z.number().optional(),
    peerBfdInfo: z.object({}).optional(),
  }),
);

const freshMs = 2000;

/** The document below a heading; undefined when that daemon does not run. */
function documentOf(text: string, heading: string): unknown {
  const parts = text.split(/^# (.*)$/m);
  const at = parts.indexOf(heading);
  try {
    return at < 0 ? undefined : JSON.parse(parts[at + 1] ?? "");
  } catch {
    return undefined;
  }
}

/**
 * A session's detection time is the peer's multiplier times the agreed interval: the greater of what
 * the peer wants to send and what this node is ready to receive (RFC 5880 6.8.4).
 */
function bfdOf(text: string): BfdSession[] {
  const found = bfdPeers.safeParse(documentOf(text, "show bfd peers json"));
  return (found.data ?? []).map((one) => ({
    peer: one.peer,
    up: one.status === "up",
    multiplier: one["remote-detect-multiplier"],
    intervalS: Math.max(one["receive-interval"], one["remote-transmit-interval"]) / 1000,
  }));
}

function bgpOf(text: string): BgpNeighbour[] {
  const found = bgpNeighbours.safeParse(documentOf(text, "show bgp neighbors json"));
  return Object.entries(found.data ?? {}).map(([peer, one]) => ({
    peer,
    up: one.bgpState === "Established",
    fresh: one.bgpState === "Established" && (one.bgpTimerUpMsec ?? freshMs) < freshMs,
    holdS: one.bgpTimerHoldTimeMsecs / 1000,
    keepaliveS: one.bgpTimerKeepAliveIntervalMsecs / 1000,
    connectS: one.connectRetryTimer ?? 0,
    bfd: one.peerBfdInfo !== undefined,
  }));
}

/**
 * Until a session is up, BFD says a word a second (RFC 5880 6.8.3), and BGP tries anew after its connect
 * time; as BFD comes up, FRR ends the first session of BGP and begins another one. So each twice.
 */
function joinS(values: readonly FrrInForce[]): number {
  const all = values.flatMap((one) => one.bgp);
  const connectS = Math.max(0, ...all.map((one) => one.connectS));
  const withBfd = values.some((one) => one.bfd.length > 0);
  return withBfd ? 2 * (connectS + 1) : connectS;
}

/** A session of BGP ends and begins anew when BFD comes up beside it, so both are asked. */
function joining({ bfd, bgp }: FrrInForce): string | undefined {
  const bgpPeer = bgp.find(({ up, fresh }) => !up || fresh);
  if (bgpPeer) return `its neighbour ${bgpPeer.peer} by BGP`;
  const bfdPeer = bfd.find(({ up }) => !up);
  return bfdPeer && `its neighbour ${bfdPeer.peer} by BFD`;
}

export const kind: ReaderKind<FrrInForce> = {
  kind: "frr",
  about:
    "Of each BFD session its multiplier and interval as both sides agreed on them; of each BGP neighbour the hold time, the keepalive and the time between two tries. From bfdd and bgpd.",
  schema,
  parse: (text) => (text.trim() === "" ? undefined : { bfd: bfdOf(text), bgp: bgpOf(text) }),
  rows: (value) => [
    ...value.bfd.map(({ peer, ...values }) => ({ of: `BFD ${peer}`, values })),
    ...value.bgp.map(({ peer, fresh, ...values }) => ({ of: `BGP ${peer}`, values })),
  ],
  joinS,
  joining,
};
