import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import {
  editRecord,
  findRecord,
  lookForRecord,
  recordKeys,
  recordRefs,
  recordTitle,
  type ZoneRecord,
} from "../records.ts";

const schema = z.strictObject({ fault: z.literal("record-remove"), ...recordKeys });

/**
 * The administrator takes one address of a name out of its zone, and raises the serial: an edited
 * zone file and `rndc reload`, between `rndc freeze` and `rndc thaw` where the zone takes updates.
 */
export const kind: FaultKind<z.infer<typeof schema>, ZoneRecord> = {
  kind: "record-remove",
  schema,
  args: ["node", "name", "address"],
  refs: recordRefs,
  async prepare(spec, env, ctx) {
    const { record, there } = await findRecord("record-remove", spec, env, ctx);
    if (!there)
      throw new HalabError("NODE_FAILED", `${record.name} has no address ${record.address}`, {
        hint: `halab exec CLUSTER ${record.node} -- dig @127.0.0.1 ${record.name}`,
      });
    return { title: `remove ${recordTitle(spec)}`, nodes: [record.node], undo: record };
  },
  inject: (undo, env, ctx) => editRecord("remove", undo, env, ctx),
  verify: (undo, env, ctx) => lookForRecord(undo, false, env, ctx),
  async heal(undo, env, ctx) {
    const { ok } = await lookForRecord(undo, true, env, ctx);
    if (!ok) await editRecord("add", undo, env, ctx);
  },
  verifyHealed: (undo, env, ctx) => lookForRecord(undo, true, env, ctx),
};
