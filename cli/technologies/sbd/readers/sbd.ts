/** What SBD runs with: the timeouts on its disk, its watchdog (sbd(8), dump). */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({
  /** As SBD_DEVICE names them; none: diskless. */
  devices: z.array(z.string()).readonly(),
  /** Of the header that `sbd create` wrote; empty where the version has none. */
  uuid: z.string(),
  /** On the first disk; the settings' own where there is none. Seconds. */
  watchdogS: z.number(),
  loopS: z.number(),
  msgwaitS: z.number(),
  /** Without its disk it goes on as long as Pacemaker and Corosync say that all is well. */
  pacemaker: z.boolean(),
  /** The watchdog that it has open, or "". */
  watchdog: z.string(),
});

export type SbdValues = Readonly<z.infer<typeof schema>>;

/** sbd.c: the defaults of a disk that was made without options, and of a watch without a disk. Seconds. */
const otherwise = { watchdog: 5, loop: 1, msgwait: 10 };

const isYes = (word: string | undefined) => /^(yes|true|on|1)$/i.test(word ?? "yes");

function parse(text: string): SbdValues | undefined {
  const settings = new Map(
    [...text.matchAll(/^(SBD_[A-Z_]+)=(.*)$/gm)].map(([, key = "", value = ""]) => [key, value]),
  );
  if (settings.size === 0) return undefined;
  const header = (name: string) => {
    const found = new RegExp(`^Timeout \\(${name}\\) *: (\\d+)`, "m").exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const watchdogS =
    header("watchdog") ?? Number(settings.get("SBD_WATCHDOG_TIMEOUT") ?? otherwise.watchdog);
  return {
    devices: (settings.get("SBD_DEVICE") ?? "").split(";").filter((device) => device !== ""),
    uuid: /^UUID *: (\S+)/m.exec(text)?.[1] ?? "",
    watchdogS,
    loopS: header("loop") ?? otherwise.loop,
    msgwaitS: header("msgwait") ?? 2 * watchdogS,
    pacemaker: isYes(settings.get("SBD_PACEMAKER")),
    watchdog: /^watchdog (.+), active, \d+ s$/m.exec(text)?.[1] ?? "",
  };
}

export const kind: ReaderKind<SbdValues> = {
  kind: "sbd",
  about:
    "When SBD takes a message as delivered, when its watchdog bites, and which disk it watches. From the disk's own header, its process, and the kernel's watchdog.",
  schema,
  parse,
  rows: ({ devices, uuid: _, ...values }) => [
    { of: "SBD", values: { ...values, disks: devices.length } },
  ],
};
