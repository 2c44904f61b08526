import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { TempDir } from "../fixtures/temp.ts";

/** A small house with names that somebody imports, in one way or another, and some that nobody does. */
const files = {
  "package.json": JSON.stringify({
    name: "small",
    type: "module",
    devDependencies: { vitest: "*" },
  }),
  "cli/main.ts":
    "import type { Plan } from './plan.ts';\nexport const main = (plan: Plan) => plan;\n",
  "cli/plan.ts":
    "export interface Plan {}\nexport interface Lonely {}\nexport const own = 1;\nexport const two = own;\n",
  "cli/later.ts": "export const late = 1;\nexport const tested = 1;\n",
  "cli/commands/run.ts":
    "const { late } = await import('../later.ts');\nexport const register = () => late;\nexport const extra = 1;\n",
  "cli/providers/docker/index.ts": "export const provider = {};\n",
  "cli/technologies/bind/faults/cut.ts": "export const kind = {};\nexport const idle = 1;\n",
  "cli/technologies/bind/records.ts": "export const kind = {};\n",
  "test/later.test.ts": "import { tested } from '../cli/later.ts';\ntested;\n",
} as const;

/** The way that `npm run check` goes, with the same configuration. */
it("knip finds what nobody imports, and takes what is found by its place for used", async () => {
  const root = join(import.meta.dirname, "../..");
  const own = (path: string) => ({ [path]: readFileSync(join(root, path), "utf8") });
  using dir = new TempDir({ ...files, ...own("knip.json"), ...own("scripts/found-by-name.js") });
  const knip = join(root, "node_modules/knip/bin/knip.js");
  const { stdout } = await execa(process.execPath, [knip, "--reporter", "json"], {
    cwd: dir.path,
    reject: false,
  });
  expect(namesIn(stdout)).toEqual([
    "cli/commands/run.ts extra",
    "cli/plan.ts Lonely",
    "cli/plan.ts own",
    "cli/plan.ts two",
    "cli/technologies/bind/faults/cut.ts idle",
    "cli/technologies/bind/records.ts (file)",
  ]);
}, 60_000);

interface Found {
  readonly issues: readonly {
    readonly file: string;
    readonly files: readonly unknown[];
    readonly exports: readonly { readonly name: string }[];
    readonly types: readonly { readonly name: string }[];
  }[];
}

function namesIn(json: string): string[] {
  const found: Found = JSON.parse(json);
  return found.issues
    .flatMap(({ file, files: whole, exports, types }) => [
      ...whole.map(() => `${file} (file)`),
      ...[...exports, ...types].map(({ name }) => `${file} ${name}`),
    ])
    .sort();
}
