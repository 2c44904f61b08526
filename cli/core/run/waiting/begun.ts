/** When the daemons of a cluster that was there already began: who was started anew just now has yet to hear the others. */
import type { Ctx } from "../../base/time.ts";
import type { Agents } from "../../cluster/agents.ts";
import type { PlannedNode } from "../../cluster/plan.ts";
import { elects, type Readers } from "../../kinds/reader.ts";

/** The machine's uptime; then a line of proc(5) for the first process of each service. Clock ticks are a hundredth of a second. */
const script = `
read -r up _ </proc/uptime && echo "$up"
for name; do
  set -- $(halab-svc pids "$name")
  [ $# -gt 0 ] && read -r line 2>/dev/null <"/proc/$1/stat" && echo "$line"
done
exit 0`;
const ticksPerS = 100;
/** Of proc(5)'s stat, counted from behind the name in parentheses: field 22. */
const startField = 19;

/** How old the youngest of them is, in seconds; undefined: none runs, or the node says nothing that is a time. */
export function youngestS(said: string): number | undefined {
  const [uptime, ...lines] = said.split("\n");
  const ages = lines.flatMap((line) => {
    const started = line.replace(/^.*\) /, "").split(" ")[startField];
    const age = Number(uptime) - Number(started) / ticksPerS;
    return Number.isFinite(age) ? [Math.max(0, age)] : [];
  });
  return ages.length === 0 ? undefined : Math.min(...ages);
}

interface Asked {
  readonly nodes: readonly PlannedNode[];
  readonly readers: Readers;
  readonly agents: Pick<Agents, "get">;
}

/** Of those that elect, or listen for others, the one that began last. Throws what asking a node throws. */
export async function begunLastNs(
  { nodes, readers, agents }: Asked,
  ctx: Ctx,
): Promise<number | undefined> {
  const begun = await Promise.all(
    nodes.map(async ({ name, services }) => {
      const electing = services.filter((service) => elects(readers, service));
      if (electing.length === 0) return [];
      const agent = await agents.get(name, ctx);
      const { stdout } = await agent.run(["/bin/sh", "-c", script, "halab", ...electing], ctx);
      const ageS = youngestS(stdout);
      return ageS === undefined ? [] : [ctx.clock.nowNs() - ageS * 1e9];
    }),
  );
  const all = begun.flat();
  return all.length === 0 ? undefined : Math.max(...all);
}
