/** The line of lab.yaml by which editors complete and check its keys. */
import { isAbsolute, join, relative, resolve } from "node:path";
import { labsDir, packageRoot } from "../base/home.ts";

/** For a lab in `dir`: beside the labs that come with halab by a short way, elsewhere by the whole path. */
export function schemaLineFor(dir: string): string {
  const schema = join(labsDir(), "lab.schema.json");
  const inside = relative(packageRoot(), resolve(dir));
  const near = !inside.startsWith("..") && !isAbsolute(inside);
  return `${marker}${near ? relative(resolve(dir), schema) : schema}`;
}

/** What a lab.yaml says itself; undefined: nothing. */
export function schemaIn(text: string): string | undefined {
  const line = text.split("\n").find((one) => one.startsWith(marker));
  return line?.slice(marker.length).trim();
}

/** The text with the line for `dir`, in the place of the one that it had. */
export function withSchemaLine(text: string, dir: string): string {
  const lines = text.split("\n");
  const at = lines.findIndex((one) => one.startsWith(marker));
  if (at < 0) return [schemaLineFor(dir), ...lines].join("\n");
  return lines.with(at, schemaLineFor(dir)).join("\n");
}

const marker = "# yaml-language-server: $schema=";
