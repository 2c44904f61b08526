import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./home.ts";

export function halabVersion(): string {
  const text = readFileSync(join(packageRoot(), "package.json"), "utf8");
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? "0.0.0";
}
