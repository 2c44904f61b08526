/** Pacemaker's configuration as an administrator exchanges it: crm(8), cibadmin(8), crm_attribute(8), in a node. */
import { nodeFailed } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

/** What a cluster begins with: nodes, resources, properties (templates/pacemaker/layer/services/pacemaker). */
export const baseFile = "/etc/pacemaker/cluster.crm";

/** crm is a large program: half a second for each call on a machine that has nothing else to do. */
const makeMs = 60_000;

/** Options of ours, apart from those of the configuration's files. */
const ownSet = "halab";
const mark = "halab-loaded";
const stopAll = "stop-all-resources";

/**
 * A CIB of its own, made of files in crm's words, the first one first. What the cluster itself has written into its
 * options stays; a mark tells whose it is; and nothing runs by it yet. Errors of crm are all that it prints to stdout.
 */
const build = `
cib=$1 mark=$2
shift 2
work=$cib.work
rm -rf "$work" "$cib" && mkdir -p "$work" && cibadmin --empty >"$work/cib.xml" || exit 1
method=replace
for file; do
  [ -e "$file" ] || { echo "there is no $file"; exit 1; }
  echo "configure load $method $file"
  method=update
done >"$work/words"
said=$(CIB_file=$work/cib.xml HOME=$work crm -D plain -F -f "$work/words" 2>&1) || { printf '%s\\n' "$said" | grep -a ERROR: || printf '%s\\n' "$said"; exit 1; }
set_own() { CIB_file=$work/cib.xml crm_attribute --type crm_config "$@"; }
for name in have-watchdog dc-version cluster-infrastructure cluster-name; do
  value=$(crm_attribute --type crm_config --name "$name" --query --quiet 2>/dev/null) || continue
  set_own --name "$name" --update "$value" || exit 1
done
if [ -n "$mark" ]; then
  set_own --set-name ${ownSet} --name ${mark} --update "$mark" &&
    set_own --set-name ${ownSet} --name ${stopAll} --update true || exit 1
fi
mv "$work/cib.xml" "$cib" && rm -rf "$work"`;

export interface Made {
  /** Where it lies in the node. */
  readonly cib: string;
  /** Whose it is; undefined: what the cluster began with. */
  readonly mark?: string;
  readonly files: readonly string[];
}

/** Throws NODE_FAILED with what crm says against the files. */
export async function makeCib(agent: NodeAgent, { cib, mark = "", files }: Made, ctx: Ctx) {
  const argv = ["/bin/sh", "-c", build, "halab-make-cib", cib, mark, ...files];
  const { exitCode, stdout, stderr } = await withDeadline(
    `crm on ${agent.node}`,
    makeMs,
    ctx,
    (inner) => agent.run(argv, inner, { long: true }),
  );
  if (exitCode === 0) return;
  const details = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  throw nodeFailed(agent.node, `crm on ${agent.node} does not take ${files.join(" and ")}`, {
    details,
    hint: "crm_verify(8), crm(8): configure",
  });
}

/** The whole configuration becomes another one, at a moment; the state stays. */
export async function replaceCib(agent: NodeAgent, cib: string, ctx: Ctx): Promise<void> {
  await must(agent, ["cibadmin", "--replace", "--scope", "configuration", "--xml-file", cib], ctx);
}

/** Whose configuration is in force: its mark; undefined: none of ours. */
export async function loadedMark(agent: NodeAgent, ctx: Ctx): Promise<string | undefined> {
  const argv = ["crm_attribute", "--type", "crm_config", "--set-name", ownSet, "--name", mark];
  const { exitCode, stdout } = await agent.run([...argv, "--query", "--quiet"], ctx);
  const found = stdout.trim();
  return exitCode === 0 && found !== "" ? found : undefined;
}

/** From here on the resources are started where the configuration says. */
export async function letStart(agent: NodeAgent, ctx: Ctx): Promise<void> {
  const argv = ["crm_attribute", "--type", "crm_config", "--set-name", ownSet, "--name", stopAll];
  await must(agent, [...argv, "--delete"], ctx);
}

/** The resources that run somewhere, and where: "a on n1". */
export async function running(agent: NodeAgent, ctx: Ctx): Promise<readonly string[]> {
  const said = await must(agent, ["crm_mon", "--one-shot", "--output-as=xml"], ctx);
  return [
    ...said.matchAll(/<resource id="([^"]+)"[^>]* active="true"[^>]*>\s*<node name="([^"]+)"/g),
  ]
    .map(([, id, node]) => `${id} on ${node}`)
    .sort();
}
