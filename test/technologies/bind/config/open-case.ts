import { templatesDir } from "../../../../cli/core/base/home.ts";
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import type { FileSource } from "../../../../cli/core/lab/files.ts";
import { openLab } from "../../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../../cli/render/render.ts";

const renderer = createRenderer(templatesDir());

/** A lab that ships, with the files of these folders. */
export async function openCase(lab: string, sources: readonly FileSource[]): Promise<Plan> {
  return (await openLab(lab, { renderer, sources: () => sources })).plan;
}
