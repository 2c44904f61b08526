/** What a storm hit, as its undo in the journal has it. */
import { z } from "zod";
import type { FaultRecord } from "../../core/journal/view.ts";
import { type Hit, hit } from "./stricken.ts";

const undo = z.object({ hit });

/** Undefined: it was another fault, or none. */
export function hitOf(fault: FaultRecord | undefined): Hit | undefined {
  return undo.safeParse(fault?.undo).data?.hit;
}
