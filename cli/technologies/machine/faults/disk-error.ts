import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { isOff, type QmpCommand, qmp, qmpArgv } from "../../../core/kinds/machine.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { diskPath, requireDisk, rootDisk } from "../disk.ts";

const operation = z.enum(["read", "write"]);
type Operation = z.infer<typeof operation>;

const schema = z.strictObject({
  fault: z.literal("disk-error"),
  node: nodeRef,
  operations: z
    .array(operation)
    .min(1)
    .default(["read", "write"])
    .describe("What fails: reads, writes, or both."),
});

interface ErrorUndo extends Undo {
  readonly kind: "disk-error";
  readonly node: string;
  readonly operations: readonly Operation[];
  /** Operations that had failed before. */
  readonly failedBefore: number;
}

/** The node that fails what goes through it, put between the disk and its image. */
const filter = "halab-error";
const id = "disk-error";

/** errno(3) of Linux: what a bad sector gives. */
const eio = 5;

// Not `flush`: QEMU flushes before it takes the filter out again, and would fail to.
const ioTypes: Readonly<Record<Operation, readonly string[]>> = {
  read: ["read"],
  write: ["write", "write-zeroes", "discard"],
};

function addFilter(operations: readonly Operation[]): QmpCommand {
  const rules = operations
    .flatMap((one) => ioTypes[one])
    .map((iotype) => ({ event: "none", iotype, errno: eio, once: false }));
  return {
    execute: "blockdev-add",
    arguments: {
      driver: "blkdebug",
      "node-name": filter,
      image: rootDisk.image,
      "inject-error": rules,
    },
  };
}

/** What is not given goes back to its default: the rest is as the launcher has it. */
function putDiskOn(file: string): QmpCommand {
  const { top, throttle } = rootDisk;
  const options = {
    driver: "throttle",
    "node-name": top,
    "throttle-group": throttle,
    file,
    discard: "unmap",
    cache: { "no-flush": true },
  };
  return { execute: "blockdev-reopen", arguments: { options: [options] } };
}

const healing: readonly QmpCommand[] = [
  putDiskOn(rootDisk.image),
  { execute: "blockdev-del", arguments: { "node-name": filter } },
];

export const kind: FaultKind<z.infer<typeof schema>, ErrorUndo> = {
  kind: "disk-error",
  about:
    "A VM's disk answers with I/O errors (EIO), as one does that is dying. What the guest's kernel has cached is read all the same. At the first write that fails ext4 ends its journal and becomes read-only; healing the disk does not change that, a reset does.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const { nodes, failed } = await diskPath(await requireDisk(env, node, ctx), ctx);
    if (nodes.includes(filter))
      throw new HalabError("CONFLICT", `the disk of ${node} gives errors already`, {
        hint: "halab heal CLUSTER",
      });
    const operations = [...new Set(spec.operations)];
    const undo: ErrorUndo = { kind: "disk-error", node, operations, failedBefore: failed };
    return { title: `disk-error ${node} (${operations.join(", ")})`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const machine = await requireDisk(env, undo.node, ctx);
    await armInNode(machine, id, ttlMs, qmpArgv(healing), ctx);
  },
  async inject(undo, env, ctx) {
    const commands = [addFilter(undo.operations), putDiskOn(filter)];
    await qmp(await requireDisk(env, undo.node, ctx), commands, ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const { nodes, failed } = await diskPath(await requireDisk(env, undo.node, ctx), ctx);
    if (!nodes.includes(filter)) return seen(false, `the disk of ${undo.node} gives no errors`);
    const count = failed - undo.failedBefore;
    const what = undo.operations.join(" and ");
    return seen(true, `the disk of ${undo.node} fails every ${what}; ${count} have failed so far`);
  },
  async heal(undo, env, ctx) {
    if (await isOff(env, undo.node, ctx)) return;
    const machine = await requireDisk(env, undo.node, ctx);
    await disarmInNode(machine, id, ctx);
    // The filter may be gone already, which is an error; whether it is, is looked at next.
    await machine.run(qmpArgv(healing), ctx);
  },
  async verifyHealed(undo, env, ctx) {
    if (await isOff(env, undo.node, ctx)) return seen(true, `${undo.node} is off`);
    const { nodes } = await diskPath(await requireDisk(env, undo.node, ctx), ctx);
    const still = nodes.includes(filter);
    return seen(!still, `the disk of ${undo.node} ${still ? "still gives" : "gives no"} errors`);
  },
};
