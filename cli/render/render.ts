import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
// One file instead of forty: a quarter of what a command's start takes.
import Handlebars from "handlebars/dist/handlebars.js";
import { formatAddress, parseSubnet } from "../core/base/address.ts";
import { HalabError, messageOf } from "../core/base/error.ts";
import type { Renderer } from "../core/base/renderer.ts";

function makeInstance(): typeof Handlebars {
  const instance = Handlebars.create();
  // `{{host subnet 100}}`: the 100th address of a subnet.
  instance.registerHelper("host", (subnetText: unknown, index: unknown) => {
    const subnet = subnetOf(subnetText);
    return formatAddress(subnet.base + numberOf(index));
  });
  // `{{prefix subnet}}`: its length in bits.
  instance.registerHelper("prefix", (subnetText: unknown) => {
    const subnet = subnetOf(subnetText);
    return subnet.prefix;
  });
  // `{{add (multiply advert 4) 2}}`: limits that follow a parameter.
  instance.registerHelper("add", (a: unknown, b: unknown) => numberOf(a) + numberOf(b));
  instance.registerHelper("multiply", (a: unknown, b: unknown) => numberOf(a) * numberOf(b));
  instance.registerHelper("eq", (a: unknown, b: unknown) => a === b);
  return instance;
}

/** Strict mode says nothing of a helper's arguments: a missing variable reaches it as undefined. */
function subnetOf(value: unknown) {
  if (value === undefined) throw new Error("the subnet that a helper asks for is not set");
  const subnet = parseSubnet(String(value));
  if (!subnet) throw new Error(`"${String(value)}" is not a subnet`);
  return subnet;
}

function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (value === undefined) throw new Error("the number that a helper asks for is not set");
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new Error(`"${String(value)}" is not a number`);
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
