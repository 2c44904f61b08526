import type { Command } from "commander";
import type { Facts } from "../../core/kinds/rule.ts";
import type { Workspace } from "../../learn/workspace/open.ts";
import { type App, collectParam } from "../app.ts";
import { languageOf, lookThere } from "./app.ts";

interface Options {
  readonly files?: string;
  readonly param?: Record<string, string>;
  readonly provider: string;
  readonly dir?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("validate")
    .summary("is this cluster fit to be one: names, keys, quorum, fencing, paths, clocks, versions")
    .description(
      "The test that comes before a cluster: of files (LAB --files DIR), of a running CLUSTER (its nodes are asked, and ping each other), or of the workspace that you are in. Tells of each test whether it passed, warned, failed or was not run. Exit code 1: one failed.",
    )
    .argument("[what]", "a lab (with --files) or a cluster; default: the workspace")
    .option("--files <dir>", "the files to look at (NODE/PATH); no node is asked")
    .option("--param <name=value>", "another value for a parameter of the lab", collectParam)
    .option("--provider <name>", "what made the cluster's nodes", "auto")
    .option("--dir <dir>", "a workspace; default: the one you are in")
    .option("--lang <language>", "en, de or hu; default: the workspace's, or the locale's")
    .option("--json", "print halab/validation/1")
    .action(async (what: string | undefined, options: Options) => {
      const language = await languageOf(options);
      const { facts, rest } = await lookedAt(app, what, options);
      const { loadRules } = await import("../../core/diagnose/rules.ts");
      const { loadTests, validate } = await import("../../core/diagnose/validate.ts");
      const { said } = await import("../../report/text/say.ts");
      const { printJson, width } = await import("../../ui/output.ts");
      const [rules, tests] = await Promise.all([loadRules(language), loadTests(language)]);
      const found = validate(facts, { rules, tests, rest: said(language, "test-rest") });
      if (options.json) printJson(found);
      else {
        const { validationText } = await import("../../report/text/validation.ts");
        const { printPaged } = await import("../../ui/pager.ts");
        await printPaged(validationText(found, { width: width(), language, rest }), app.globals);
      }
      app.exit(found.outcome === "failed" ? 1 : 0);
    });
}

interface Looked {
  readonly facts: Facts;
  /** What to type for what files do not show. */
  readonly rest?: string;
}

async function lookedAt(app: App, what: string | undefined, options: Options): Promise<Looked> {
  const { HalabError } = await import("../../core/base/error.ts");
  if (options.files !== undefined) {
    if (what !== undefined) return ofFiles(what, options.files, options);
    throw new HalabError("USAGE", "of which lab are these files?", {
      hint: `halab validate LAB --files ${options.files}`,
    });
  }
  if (what !== undefined) return { facts: await ofCluster(app, what, options) };
  const { findWorkspace, requireWorkspace } = await import("../../learn/workspace/open.ts");
  const ws = options.dir === undefined ? findWorkspace() : requireWorkspace(options.dir);
  if (ws) return ofWorkspace(app, ws, options);
  throw new HalabError("USAGE", "what is to be validated? This folder is in no workspace", {
    hint: "halab validate CLUSTER   (halab ps lists them), or: halab validate LAB --files DIR",
  });
}

async function ofFiles(lab: string, files: string, { param: params }: Options): Promise<Looked> {
  const { openFacts } = await import("../../core/diagnose/open.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { printHints } = await import("../../ui/output.ts");
  const facts = await openFacts(lab, {
    ...{ renderer: ourRenderer(), params, files },
    onNotes: printHints,
  });
  const name = facts.plan.lab;
  return { facts, rest: `halab up ${lab} --files ${files} && halab validate ${name}` };
}

async function ofCluster(app: App, name: string, options: Options): Promise<Facts> {
  const { factsOf } = await import("../../core/diagnose/facts.ts");
  const { depths } = await import("../../core/kinds/rule.ts");
  const { plan, view, ...seen } = await lookThere(app, name, options);
  return factsOf(plan, { looked: depths, run: view, cluster: name, ...seen });
}

/** Its cluster where that runs; else its files alone. */
async function ofWorkspace(app: App, ws: Workspace, options: Options): Promise<Looked> {
  const { clusterState } = await import("../../learn/cluster/background.ts");
  const state = await clusterState(
    ws,
    app.ctx(() => {}),
  );
  if (state === "up" || state === "partly")
    return { facts: await ofCluster(app, ws.cluster, { ...options, param: ws.params }) };
  const { openLabOf } = await import("../../learn/workspace/open.ts");
  const { factsOf } = await import("../../core/diagnose/facts.ts");
  const { starterPlanOf } = await import("../../core/diagnose/open.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { lab, plan } = await openLabOf(ws, ourRenderer());
  const starter = starterPlanOf(lab, ourRenderer());
  const facts = factsOf(plan, { looked: ["files"], cluster: ws.cluster, starter });
  return { facts, rest: "halab apply && halab validate" };
}
