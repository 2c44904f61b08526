import { templatesDir } from "../core/base/home.ts";
import type { Renderer } from "../core/base/renderer.ts";
import { createRenderer } from "./render.ts";

let renderer: Renderer | undefined;

/** The one of this process: making it reads every shared template. */
export function ourRenderer(): Renderer {
  renderer ??= createRenderer(templatesDir());
  return renderer;
}
