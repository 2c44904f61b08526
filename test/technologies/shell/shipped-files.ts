/** The text of every file of these names in labs/ and templates/, as it stands there. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";

export function filesNamed(names: readonly string[]): string[] {
  return [labsDir(), templatesDir()].flatMap((dir) =>
    readdirSync(dir, { recursive: true, encoding: "utf8" })
      .filter((path) => names.includes(basename(path)))
      .map((path) => readFileSync(join(dir, path), "utf8")),
  );
}
