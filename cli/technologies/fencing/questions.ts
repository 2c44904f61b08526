/** What nodes ask their power switch, and what was done. */
import { z } from "zod";

/** A line of `halab-pacemaker fence-serve`. */
export interface Question {
  readonly number: number;
  readonly action: string;
  /** "-": of no node. */
  readonly plug: string;
}

export function parseQuestion(line: string): Question | undefined {
  const [, number, action, plug] = /^(\d+) ([\w.-]+) ([\w.-]+)$/.exec(line) ?? [];
  if (number === undefined || action === undefined || plug === undefined) return undefined;
  return { number: Number(number), action, plug };
}

/** Told when it was done: by then a node that was switched off is off. */
export const fenced = z.object({
  action: z.string(),
  plug: z.string(),
  ok: z.boolean(),
  text: z.string(),
  tookMs: z.number(),
});
export type Fenced = z.infer<typeof fenced>;
