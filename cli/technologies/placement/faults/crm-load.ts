import { z } from "zod";
import { waitUntil } from "../../../core/base/time.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { filePath, nodeRef } from "../../../core/kinds/values.ts";
import { baseFile, letStart, loadedMark, makeCib, replaceCib, running } from "../crm.ts";

const schema = z.strictObject({
  fault: z.literal("crm-load"),
  node: nodeRef.describe("The node on which crm is called; the whole cluster hears of it."),
  file: filePath.describe(
    "Constraints and defaults in crm's words, beside /etc/pacemaker/cluster.crm.",
  ),
});

interface LoadUndo extends Undo {
  readonly kind: "crm-load";
  readonly node: string;
  readonly file: string;
  /** In the cluster's own options, while this is in force. */
  readonly mark: string;
}

const folder = "/run/halab/placement";
/** An agent's stop may take so long (the operations' timeouts of templates/placement). */
const stopMs = 25_000;

export const kind: FaultKind<z.infer<typeof schema>, LoadUndo> = {
  kind: "crm-load",
  about:
    "The administrator gives Pacemaker another configuration: that of /etc/pacemaker/cluster.crm and of one more file. All resources are stopped first, so that each is started where the constraints say, as by a cluster that boots with it, and nothing stays where it was before. Another load takes its place; healing goes back to cluster.crm alone.",
  schema,
  args: ["node", "file"],
  closes: "crm-load",
  async prepare({ node: ref, file }, env, ctx) {
    const node = env.resolve(ref);
    const mark = `${file.replace(/^.*\//, "").replace(/\W+/g, "-")}-${ctx.clock.nowNs().toString(36)}`;
    const undo: LoadUndo = { kind: "crm-load", node, file, mark };
    await makeCib(await env.agent(node, ctx), { ...made(undo), files: [baseFile, file] }, ctx);
    return { title: `crm-load ${file} on ${node}`, nodes: [node], undo };
  },
  // A configuration harms nobody whose halab was killed, and a timer would end a topology in the middle of its steps.
  async arm() {},
  async inject(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await replaceCib(agent, made(undo).cib, ctx);
    const stopped = async () => ((await running(agent, ctx)).length === 0 ? true : undefined);
    const what = `all resources to stop before ${undo.file} is in force`;
    await waitUntil(stopped, { what, timeoutMs: stopMs, everyMs: 50 }, ctx);
    const atNs = ctx.clock.nowNs();
    await letStart(agent, ctx);
    return atNs;
  },
  async verify(undo, env, ctx) {
    const mark = await loadedMark(await env.agent(undo.node, ctx), ctx);
    return seen(mark === undo.mark, `${undo.node} has ${mark ?? "none of our files"} in force`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    // A later load took its place, and has an undo of its own.
    if ((await loadedMark(agent, ctx)) !== undo.mark) return;
    const cib = `${folder}/base.xml`;
    await makeCib(agent, { cib, files: [baseFile] }, ctx);
    await replaceCib(agent, cib, ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const mark = await loadedMark(await env.agent(undo.node, ctx), ctx);
    return seen(mark !== undo.mark, `${undo.node} has ${mark ?? "none of our files"} in force`);
  },
};

function made({ mark }: LoadUndo) {
  return { cib: `${folder}/${mark}.xml`, mark };
}
