/** Copies of what halab replaces in a workspace or in a node: .halab/kept/NUMBER/NODE/PATH. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { shown } from "../../core/base/shown.ts";
import { ownFolder, type Workspace } from "../workspace/open.ts";
import { writeWhole } from "../workspace/store.ts";

/** Gives the copy's path, as it is typed from here. */
export function keepCopy(ws: Pick<Workspace, "root">, file: string, bytes: Buffer): string {
  for (let number = 1; ; number += 1) {
    const copy = join(ownFolder(ws), "kept", String(number), file);
    if (existsSync(copy)) continue;
    writeWhole(copy, bytes, 0o600);
    return shown(copy);
  }
}
