/** What `halab diagnose`, `explain` and `validate` look at, and in which language they say it. */
import type { Language } from "../../core/base/language.ts";
import type { App } from "../app.ts";

interface Asked {
  readonly lang?: string;
  readonly json?: boolean;
  readonly dir?: string;
}

/** Programs get English unless they ask for something else. */
export async function languageOf({ lang, json, dir }: Asked): Promise<Language> {
  const { languageFrom } = await import("../../core/base/language.ts");
  const { findWorkspace } = await import("../../learn/workspace/open.ts");
  const option = lang ?? (json ? "en" : findWorkspace(dir)?.lang);
  return languageFrom({ option, env: process.env });
}

interface There {
  readonly param?: Record<string, string>;
  readonly provider: string;
}

/** A running cluster, looked at for some seconds; throws NOT_FOUND where there is none of that name. */
export async function lookThere(app: App, name: string, { param: params, provider }: There) {
  const { openLab } = await import("../../core/lab/open.ts");
  const { loadProvider } = await import("../../providers/load.ts");
  const { requireCluster } = await import("../../core/cluster/require-cluster.ts");
  const { lookAt } = await import("../../core/run/live/look.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { printNotes } = await import("../../ui/output.ts");
  const ctx = app.ctx(printNotes);
  const cluster = await requireCluster(await loadProvider(provider), name, ctx);
  const status = await cluster.status(ctx);
  const { noteLook } = await import("../../learn/incident/record.ts");
  await noteLook(name);
  const { lab, plan } = await openLab(status.lab, { renderer: ourRenderer(), params });
  const seen = await lookAt({ plan, kinds: lab.kinds, cluster }, ctx);
  return { ...seen, starter: await starterIn(lab.name, params) };
}

/** The lab as students begin it; undefined where it is not among ours, or has changed. */
export async function starterIn(
  lab: string | undefined,
  params: Readonly<Record<string, string | number>> = {},
) {
  const { labNames, openLab } = await import("../../core/lab/open.ts");
  const { starterPlanOf } = await import("../../core/diagnose/open.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  if (lab === undefined || !labNames().includes(lab)) return undefined;
  const given = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  );
  const options = { renderer: ourRenderer(), params: given };
  try {
    const opened = await openLab(lab, options);
    return starterPlanOf(opened.lab, options.renderer);
  } catch {
    // A run of an older lab: its parameters or roles may not be there any more.
    return undefined;
  }
}
