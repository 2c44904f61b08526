/** Why it does not work: of the files alone, of the running cluster, or of a check that was played. */
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import type { Ctx } from "../../core/base/time.ts";
import { type Diagnosis, diagnose } from "../../core/diagnose/diagnose.ts";
import { factsOf } from "../../core/diagnose/facts.ts";
import { diagnoseRun } from "../../core/diagnose/of-run.ts";
import { starterPlanOf } from "../../core/diagnose/open.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import { openLab } from "../../core/lab/open.ts";
import { keptOf } from "../../core/run/find-run.ts";
import { lookAt } from "../../core/run/live/look.ts";
import { clusterState, ensureCluster } from "../cluster/background.ts";
import type { Checked } from "../work/check.ts";
import { labOptions, openLabOf, type Workspace } from "../workspace/open.ts";

interface Asked {
  readonly ws: Workspace;
  readonly renderer: Renderer;
  readonly language: Language;
}

/** The files first, which takes no time; only if nothing is wrong with them the nodes, and the wire for some seconds. */
export async function diagnoseWorkspace(asked: Asked, ctx: Ctx): Promise<Diagnosis> {
  const { ws, renderer, language } = asked;
  const { lab, plan } = await openLabOf(ws, renderer);
  const starter = starterPlanOf(lab, renderer);
  const rules = await loadRules(language);
  const byFiles = diagnose(
    factsOf(plan, { looked: ["files"], cluster: ws.cluster, starter }),
    rules,
  );
  const wrong = byFiles.findings.some(({ severity }) => severity === "error");
  if (wrong || (await clusterState(ws, ctx)) !== "up") return byFiles;
  const cluster = await ensureCluster(ws, ctx);
  const { view, logs, states } = await lookAt({ plan, kinds: lab.kinds, cluster }, ctx);
  return (
    (await diagnoseRun(view, { cluster: ws.cluster, starter, logs, states, language })) ?? byFiles
  );
}

/** Of what a check has seen. */
export async function diagnoseChecked(
  { ws, renderer, language }: Asked,
  { view, dir }: Pick<Checked, "view" | "dir">,
): Promise<Diagnosis | undefined> {
  const { lab } = await openLab(ws.lab, labOptions(ws, renderer));
  const starter = starterPlanOf(lab, renderer);
  return diagnoseRun(view, { cluster: ws.cluster, starter, ...keptOf(dir), language });
}
