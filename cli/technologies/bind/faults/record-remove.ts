import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import {
  editRecord,
  findRecord,
  lookAtEdit,
  lookForRecord,
  recordKeys,
  recordTitle,
  type ZoneRecord,
} from "../records.ts";

const schema = z.strictObject({ fault: z.literal("record-remove"), ...recordKeys });

export const kind: FaultKind<z.infer<typeof schema>, ZoneRecord> = {
  kind: "record-remove",
  about:
    "The administrator takes one address of a name out of its zone, and raises the serial: where the address is written, behind aliases or in a wildcard, and in every view. A zone that takes updates gets one (nsupdate); of any other, and where it lets none of the node's own keys, the file is written in BIND's own form and reloaded.",
  schema,
  args: ["node", "name", "address"],
  async prepare(spec, env, ctx) {
    const { record, there } = await findRecord("record-remove", spec, env, ctx);
    if (!there)
      throw nodeFailed(record.node, `${record.name} has no address ${record.address}`, {
        hint: `halab exec CLUSTER ${record.node} -- dig @127.0.0.1 ${record.name}`,
      });
    return { title: `remove ${recordTitle(spec)}`, nodes: [record.node], undo: record };
  },
  inject: (undo, env, ctx) => editRecord("remove", undo, env, ctx),
  verify: (undo, env, ctx) => lookAtEdit(undo, false, env, ctx),
  async heal(undo, env, ctx) {
    const { ok } = await lookForRecord(undo, true, env, ctx);
    // The answer is that of one view.
    if (!ok || undo.edits.length > 1) await editRecord("add", undo, env, ctx);
  },
  verifyHealed: (undo, env, ctx) => lookForRecord(undo, true, env, ctx),
};
