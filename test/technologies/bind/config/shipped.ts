/** Every configuration and zone file of BIND that ships, rendered or not. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labsDir, templatesDir } from "../../../../cli/core/base/home.ts";
import { casesOfLab } from "../../../fixtures/diagnosis/diagnosed.ts";
import { openCase } from "./open-case.ts";

export interface Shipped {
  readonly path: string;
  readonly text: string;
}

function under(dir: string): Shipped[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

const labs = ["bind-primary-secondary", "dns-round-robin"] as const;

/** As they lie in the folders. */
export function rawFiles(): readonly Shipped[] {
  return [
    ...under(join(templatesDir(), "bind")),
    ...labs.flatMap((lab) =>
      under(join(labsDir(), lab)).filter(({ path }) => /\/(?:etc|var)\//.test(path)),
    ),
  ];
}

/** As the nodes of every case of the labs get them. */
export async function renderedFiles(): Promise<readonly Shipped[]> {
  const all = await Promise.all(
    labs.map(async (lab) => {
      const cases = await casesOfLab(lab);
      const plans = await Promise.all(cases.map(({ sources }) => openCase(lab, sources)));
      return plans.flatMap(({ nodes }) => nodes.flatMap(({ files }) => files));
    }),
  );
  return all.flat().map(({ path, content }) => ({ path, text: content }));
}
