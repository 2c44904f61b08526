import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({ idleS: z.number(), everyS: z.number(), tries: z.number() });

export type LockTimers = Readonly<z.infer<typeof schema>>;

/** Of TCP's keepalive (tcp(7): TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT). */
function parse(text: string): LockTimers | undefined {
  const [, idle, every, tries] = /^idle (\d+) every (\d+) tries (\d+)$/m.exec(text) ?? [];
  return tries === undefined
    ? undefined
    : { idleS: Number(idle), everyS: Number(every), tries: Number(tries) };
}

/** So long after its owner's last word a lock is free again. */
export const freeAfterS = ({ idleS, everyS, tries }: LockTimers): number => idleS + everyS * tries;

export const kind: ReaderKind<LockTimers> = {
  kind: "lock",
  about: "When the lock of a guest's disk is free again, though its owner has not given it back.",
  schema,
  parse,
  rows: (timers) => [{ of: "lock", values: { ...timers, freeAfterS: freeAfterS(timers) } }],
};
