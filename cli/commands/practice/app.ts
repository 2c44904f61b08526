/** What an incident's folder makes of `halab check`. */
import type { Workspace } from "../../learn/workspace/open.ts";
import type { App } from "../app.ts";

interface Options {
  readonly fast?: boolean;
  readonly json?: boolean;
}

/** By what the cluster does; once it is mended, with the debrief. */
export async function checkMended(app: App, ws: Workspace, options: Options): Promise<void> {
  const [{ checkIncident }, { checkText }, { ourRenderer }, tasks, output] = await Promise.all([
    import("../../learn/incident/check.ts"),
    import("../../learn/incident/text.ts"),
    import("../../render/ours.ts"),
    import("../../ui/tasks.ts"),
    import("../../ui/output.ts"),
  ]);
  const { lang } = ws;
  const view = await tasks.progressView(tasks.viewOptions());
  const wish = { fast: options.fast === true, lang, renderer: ourRenderer() };
  const checked = await checkIncident(ws, wish, app.ctx(view.onProgress)).finally(view.close);
  const { report, applied, standing, steps, tookS, debrief = null } = checked;
  output.printHints(applied.notes);
  const incident = { standing, steps, tookS, debrief };
  if (options.json) output.printJson({ ...report, applied, incident });
  else output.print(checkText(checked, { lang, width: output.width() }));
  app.exit(standing === "mended" ? 0 : 1);
}
