/** `halab hint`: what to think of next, in three levels, each with its price. */
import { HalabError } from "../../core/base/error.ts";
import type { Workspace } from "../workspace/open.ts";

export interface HintOffer {
  readonly step: string;
  /** 1, 2 or 3: a question, a direction, the edit. */
  readonly level: 1 | 2 | 3;
  /** Points of the step. */
  readonly cost: number;
  /** From a rule (`technology/name`), or from the lab's hints. */
  readonly from: string;
  /** It was read before, so it is free. */
  readonly seen: boolean;
  /** Pays, and gives the text. */
  take(): Promise<string>;
}

/** The next level for this step, or for the first one that is not passed; undefined: all three were read. */
export async function nextHint(ws: Workspace, step?: string): Promise<HintOffer | undefined> {
  throw new HalabError("BUG", `nobody has a hint for ${step} of ${ws.lab} yet`);
}
