import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import Handlebars from "handlebars";
import { formatAddress, parseSubnet } from "../core/address.ts";
import { HalabError, messageOf } from "../core/error.ts";
import type { Renderer } from "../core/renderer.ts";

function makeInstance(): typeof Handlebars {
  const instance = Handlebars.create();
  // `{{host subnet 100}}`: the 100th address of a subnet.
  instance.registerHelper("host", (subnetText: unknown, index: unknown) => {
    const subnet = parseSubnet(String(subnetText));
    if (!subnet) throw new Error(`"${String(subnetText)}" is not a subnet`);
    return formatAddress(subnet.base + Number(index));
  });
  // `{{prefix subnet}}`: its length in bits.
  instance.registerHelper("prefix", (subnetText: unknown) => {
    const subnet = parseSubnet(String(subnetText));
    if (!subnet) throw new Error(`"${String(subnetText)}" is not a subnet`);
    return subnet.prefix;
  });
  // `{{add (multiply advert 4) 2}}`: limits that follow a parameter.
  instance.registerHelper("add", (a: unknown, b: unknown) => Number(a) + Number(b));
  instance.registerHelper("multiply", (a: unknown, b: unknown) => Number(a) * Number(b));
  instance.registerHelper("eq", (a: unknown, b: unknown) => a === b);
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
  return {
    render(template, context, where) {
      try {
        return instance.compile(template, { strict: true, noEscape: true })(context);
      } catch (error) {
        throw new HalabError("TEMPLATE_INVALID", `${where}: ${explain(error, context)}`);
      }
    },
  };
}

function explain(error: unknown, context: Readonly<Record<string, unknown>>): string {
  const text = messageOf(error).replace(/\s*\n\s*/g, " ");
  const missing = /^"(.+?)" not defined in/.exec(text);
  if (!missing) return text;
  const known = Object.keys(context).sort().join(", ");
  return `variable "${missing[1]}" is not set (there are: ${known})`;
}
