/** Fills templates; the real one is Handlebars (render/render.ts). */
export interface Renderer {
  /** Throws TEMPLATE_INVALID, naming `where` and the variables that there are. */
  render(template: string, context: Readonly<Record<string, unknown>>, where: string): string;
}
