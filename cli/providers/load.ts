import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { HalabError } from "../core/base/error.ts";
import { didYouMean } from "../core/base/nearest.ts";
import type { Provider } from "../core/cluster/provider.ts";

/** Providers are found by their folders; a heavy library is loaded by the one that needs it. */
function providerNames(): string[] {
  const here = fileURLToPath(new URL(".", import.meta.url));
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function loadProvider(name: string): Promise<Provider> {
  const known = providerNames();
  if (!known.includes(name))
    throw new HalabError("USAGE", `unknown provider "${name}"${didYouMean(name, known)}`);
  const source = new URL(`./${name}/index.ts`, import.meta.url);
  const file = existsSync(source) ? source : new URL(`./${name}/index.js`, import.meta.url);
  const module: { provider: Provider } = await import(file.href);
  return module.provider;
}
