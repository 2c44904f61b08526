import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
// One file instead of forty: a quarter of what a command's start takes.
import Handlebars from "handlebars/dist/handlebars.js";
import { HalabError, messageOf } from "../core/base/error.ts";
import type { Renderer } from "../core/base/renderer.ts";
import { helpers } from "./helpers.ts";

function makeInstance(): typeof Handlebars {
  const instance = Handlebars.create();
  for (const { name, call } of helpers) instance.registerHelper(name, call);
  return instance;
}

function registerPartials(instance: typeof Handlebars, dir: string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".hbs")) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path)
      .split(sep)
      .join("/")
      .replace(/\.hbs$/, "");
    instance.registerPartial(name, readFileSync(path, "utf8"));
  }
}

/** Handlebars, strict and without HTML escaping, that knows the shared templates under `templatesDir` as partials. */
export function createRenderer(templatesDir: string): Renderer {
  const instance = makeInstance();
  registerPartials(instance, templatesDir);
  // A role's template is rendered for each of its nodes; to compile it takes longer than all of them.
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  function templateOf(text: string): Handlebars.TemplateDelegate {
    const known = compiled.get(text);
    if (known) return known;
    const made = instance.compile(text, { strict: true, noEscape: true });
    compiled.set(text, made);
    return made;
  }
  return {
    render(template, context, where) {
      try {
        return templateOf(template)(context);
      } catch (error) {
        throw new HalabError(
          "TEMPLATE_INVALID",
          `${placeOf(error, where)}: ${explain(error, context)}`,
        );
      }
    },
  };
}

/** Where in a file it is; a string of lab.yaml has its place already. */
function placeOf(error: unknown, where: string): string {
  const at = where === "" ? null : / - (\d+):(\d+)$/.exec(messageOf(error));
  return at ? `${where}:${at[1]}:${Number(at[2]) + 1}` : where;
}

function explain(error: unknown, context: Readonly<Record<string, unknown>>): string {
  const text = messageOf(error);
  const unread = /^Parse error on line (\d+):\n(.*)/.exec(text);
  if (unread) return `line ${unread[1]} is no template: ${unread[2]}`;
  const known = `(there are: ${Object.keys(context).sort().join(", ")})`;
  if (text.endsWith(" is not set")) return `${text} ${known}`;
  const missing = /^"(.+?)" not defined in/.exec(text);
  return missing ? `variable "${missing[1]}" is not set ${known}` : text.replace(/\s*\n\s*/g, " ");
}
