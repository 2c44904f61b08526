import { afterAll } from "vitest";
import { tieToProcess } from "../../cli/core/state/kept.ts";
import { ownerId } from "../../cli/core/state/process-identity.ts";
import { TempState } from "../fixtures/temp.ts";

/** For a file whose clusters are this process's own: were it killed, `halab gc` would remove them. */
export function ownState(): void {
  const temp = new TempState();
  tieToProcess(ownerId(), temp.state);
  afterAll(() => temp[Symbol.dispose]());
}
