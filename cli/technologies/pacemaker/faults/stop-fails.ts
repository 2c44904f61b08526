import { dirname, join } from "node:path/posix";
import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { agentPathOf, isStandby, resourceName, standbyArgv } from "../tools.ts";

const schema = z.strictObject({
  fault: z.literal("stop-fails"),
  node: nodeRef,
  resource: resourceName.describe("The one whose agent cannot stop it there."),
});

interface StopUndo extends Undo {
  readonly kind: "stop-fails";
  readonly node: string;
  readonly resource: string;
  /** Of the agent's program. */
  readonly path: string;
}

const idOf = ({ resource }: StopUndo) => `stop-fails-${resource}`;
/** Tells that the agent was asked to stop. */
const markOf = ({ path, resource }: StopUndo) => join(dirname(path), `.halab-asked-${resource}`);

/** $1 the agent, $2 the resource, $3 the mark. The agent is there at every moment. */
const trap = `
hidden=\${1%/*}/.halab-\${1##*/}
[ -e "$hidden" ] || cp -p "$1" "$hidden" || exit 1
cat > "$hidden.new" << END
#!/bin/sh
# Put here by halab's fault stop-fails: one resource cannot be stopped on this node.
if [ "\\$1" = stop ] && [ "\\$OCF_RESOURCE_INSTANCE" = "$2" ]; then
  : > "$3"
  echo "the device is busy" >&2
  exit 1
fi
exec "$hidden" "\\$@"
END
chmod 755 "$hidden.new" && mv "$hidden.new" "$1"
`;

/** And then lets Pacemaker forget that it failed. */
const repair = `
hidden=\${1%/*}/.halab-\${1##*/}
[ ! -e "$hidden" ] || mv "$hidden" "$1" || exit 1
rm -f "$3"
crm_attribute -N "$4" -n standby -l forever -D && crm_resource --cleanup -r "$2" -N "$4"
`;

const argvOf = (script: string, undo: StopUndo) => {
  const { path, resource, node } = undo;
  return ["/bin/sh", "-c", script, "halab-stop-fails", path, resource, markOf(undo), node];
};

export const kind: FaultKind<z.infer<typeof schema>, StopUndo> = {
  kind: "stop-fails",
  about:
    "A member of Pacemaker's cluster is put into standby, and one resource cannot be stopped there: its agent says so, as of a disk that somebody still uses. Healing lets it stop, ends the standby, and cleans up.",
  schema,
  args: ["node", "resource"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const path = await agentPathOf(await env.agent(node, ctx), spec.resource, ctx);
    if (path === undefined)
      throw nodeFailed(node, `no agent of OCF's has a resource "${spec.resource}"`, {
        hint: `halab exec CLUSTER ${node} -- crm_mon -1`,
      });
    const undo: StopUndo = { kind: "stop-fails", node, resource: spec.resource, path };
    return { title: `stop-fails ${spec.resource} on ${node}`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await armInNode(agent, idOf(undo), ttlMs, argvOf(repair, undo), ctx);
  },
  async inject(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await must(agent, argvOf(trap, undo), ctx);
    const atNs = ctx.clock.nowNs();
    await must(agent, standbyArgv(undo.node), ctx);
    return atNs;
  },
  async verify(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    const { exitCode } = await agent.run(["test", "-e", markOf(undo)], ctx);
    const asked = exitCode === 0 ? "was asked to stop" : "was not asked to stop";
    return seen(exitCode === 0, `${undo.resource} on ${undo.node} ${asked}`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    await must(agent, argvOf(repair, undo), ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    const trapped = await agent.run(["grep", "-q", "halab's fault stop-fails", undo.path], ctx);
    const standby = await isStandby(agent, undo.node, ctx);
    return seen(
      trapped.exitCode !== 0 && !standby,
      `${undo.path} is ${trapped.exitCode === 0 ? "not " : ""}the agent's own`,
      `${undo.node} is ${standby ? "still" : "not"} in standby`,
    );
  },
};
