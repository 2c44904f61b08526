import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import {
  editRecord,
  findRecord,
  lookAtEdit,
  recordKeys,
  recordTitle,
  type ZoneRecord,
} from "../records.ts";

const schema = z.strictObject({ fault: z.literal("record-add"), ...recordKeys });

export const kind: FaultKind<z.infer<typeof schema>, ZoneRecord> = {
  kind: "record-add",
  about:
    "The administrator gives a name one more address, with the TTL of those that it has, and raises the serial; as `record-remove` does it.",
  closes: "record-remove",
  schema,
  args: ["node", "name", "address"],
  async prepare(spec, env, ctx) {
    const { record, there } = await findRecord("record-add", spec, env, ctx);
    if (there)
      throw nodeFailed(record.node, `${record.name} has the address ${record.address} already`);
    return { title: `add ${recordTitle(spec)}`, nodes: [record.node], undo: record };
  },
  inject: (undo, env, ctx) => editRecord("add", undo, env, ctx),
  verify: (undo, env, ctx) => lookAtEdit(undo, true, env, ctx),
};
