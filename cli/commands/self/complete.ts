import type { Command } from "commander";
import type { ClusterStatus } from "../../core/cluster/provider.ts";
import type { Candidate, Wanted } from "../../ui/completion/wanted.ts";
import type { App } from "../app.ts";

export function register(root: Command, app: App): void {
  root
    .command("complete", { hidden: true })
    .summary("what the last word of an unfinished command line can be; for `halab completion`")
    .argument("[words...]")
    .action(async (words: string[]) => {
      const { print } = await import("../../ui/output.ts");
      const found = await candidates(app, words);
      const typed = words.at(-1) ?? "";
      const fitting = found.filter(({ word }) => word.startsWith(typed));
      const lines = fitting.map(({ word, about }) => (about === "" ? word : `${word}\t${about}`));
      if (lines.length > 0) print(lines.join("\n"));
    });
}

async function candidates(app: App, words: readonly string[]): Promise<readonly Candidate[]> {
  const { completionOf } = await import("../../ui/completion/wanted.ts");
  // One verb's file is read sooner than all of them.
  const found = completionOf(await app.tree(words.length > 1 ? words[0] : undefined), words);
  if (found.known !== undefined) return found.known;
  const { wanted } = found;
  const source = sources[wanted.value] ?? sources[wanted.called];
  try {
    return (await source?.(wanted, app)) ?? [];
  } catch {
    // Somebody is typing: what cannot be looked up is not offered, and no error gets in their way.
    return [];
  }
}

type Source = (wanted: Wanted, app: App) => Promise<readonly Candidate[]>;

/** By "verb.argument" where it is of one verb alone, else by what the help calls it. */
const sources: Readonly<Record<string, Source>> = {
  lab: labs,
  labs,
  cluster: clusters,
  node: nodes,
  step: steps,
  steps,
  "run.step": steps,
  shelf: async () => {
    const { shelves } = await import("../../core/kinds/load.ts");
    return plain(shelves);
  },
  kind: kinds,
  fault: async () => {
    const { kindNames } = await import("../../core/kinds/load.ts");
    return plain(kindNames("faults"));
  },
  "heal.fault": async ({ given }) => {
    const { openFaults } = await import("../../core/state/open-faults.ts");
    return openFaults(given.get("cluster") ?? "").map(({ id, title }) => ({
      word: id,
      about: title,
    }));
  },
  "break.args": async (wanted, app) => {
    const status = await clusterOf(wanted, app);
    const segments = status?.nodes.flatMap((node) => node.segments.map((link) => link.segment));
    return [...namesOf(status), ...plain([...new Set(segments ?? [])])];
  },
  run: runs,
  "explain.what": async () => {
    const { loadRules } = await import("../../core/diagnose/rules.ts");
    return (await loadRules()).map(({ id, texts }) => ({
      word: id,
      about: texts.title.replace(/[{}]/g, ""),
    }));
  },
  "diagnose.what": async (wanted, app) => [
    ...(await clusters(wanted, app)),
    ...(await labs()),
    ...(await runs()),
  ],
  "run.provider": providers,
  "up.provider": providers,
  "test.provider": providers,
  "graph.format": async () => plain(["text", "mermaid", "dot", "svg"]),
  image: async () => plain(["node", "client", "vm"]),
  language: async () => {
    const { languages } = await import("../../core/base/language.ts");
    return plain(languages);
  },
};

function plain(words: readonly string[]): Candidate[] {
  return words.map((word) => ({ word, about: "" }));
}

async function providers(): Promise<readonly Candidate[]> {
  return plain(["auto", "docker", "qemu", "vagrant"]);
}

/** With their titles, which stand in a line of their own: a lab need not be opened for them. */
async function labs(): Promise<readonly Candidate[]> {
  const { readFileSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { allLabs } = await import("../../core/lab/places.ts");
  return allLabs().map(({ name: word, dir }) => {
    const text = readFileSync(join(dir, "lab.yaml"), "utf8");
    return { word, about: /^title: *(.*)$/m.exec(text)?.[1]?.replace(/^["']|["']$/g, "") ?? "" };
  });
}

/** Longer nobody waits who pressed a key. */
const patienceMs = 2_000;

async function statuses(app: App): Promise<readonly ClusterStatus[]> {
  const { loadProvider } = await import("../../providers/load.ts");
  const { withDeadline } = await import("../../core/base/time.ts");
  const provider = await loadProvider("auto");
  const ctx = app.ctx(() => {});
  return withDeadline("the clusters' names", patienceMs, ctx, (inner) => provider.list(inner));
}

async function clusters(_: Wanted, app: App): Promise<readonly Candidate[]> {
  return (await statuses(app)).map(({ name, lab }) => ({ word: name, about: lab }));
}

async function clusterOf({ given }: Wanted, app: App): Promise<ClusterStatus | undefined> {
  return (await statuses(app)).find(({ name }) => name === given.get("cluster"));
}

function namesOf(status: ClusterStatus | undefined): Candidate[] {
  return status?.nodes.map(({ name, role }) => ({ word: name, about: role })) ?? [];
}

async function nodes(wanted: Wanted, app: App): Promise<readonly Candidate[]> {
  return namesOf(await clusterOf(wanted, app));
}

/** Of the lab that is named, or of the workspace that one is in. */
async function steps({ given }: Wanted): Promise<readonly Candidate[]> {
  const { openLab } = await import("../../core/lab/open.ts");
  const { createRenderer } = await import("../../render/render.ts");
  const { templatesDir } = await import("../../core/base/home.ts");
  const { findWorkspace } = await import("../../learn/workspace/open.ts");
  const lab = given.get("lab") ?? findWorkspace(given.get("dir"))?.lab;
  if (lab === undefined) return [];
  const { plan } = await openLab(lab, { renderer: createRenderer(templatesDir()) });
  return plan.steps.map(({ id, title }) => ({ word: id, about: title }));
}

async function kinds({ given }: Wanted): Promise<readonly Candidate[]> {
  const { kindNames, shelves } = await import("../../core/kinds/load.ts");
  const shelf = shelves.find((one) => one === given.get("shelf"));
  return shelf === undefined ? [] : plain(kindNames(shelf));
}

async function runs(): Promise<readonly Candidate[]> {
  const { readdirSync } = await import("node:fs");
  const { runsDir } = await import("../../core/base/home.ts");
  return plain(readdirSync(runsDir()).sort().reverse());
}
