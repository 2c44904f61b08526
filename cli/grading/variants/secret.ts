/** The secret by which variants are drawn: a line in a file that no student sees. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import { writeWhole } from "../../learn/workspace/store.ts";

/** Shorter ones could be guessed by trying: the values that it draws are known to who has them. */
const shortest = 16;

/** Without the blanks around it. Throws NOT_FOUND, or USAGE for one that could be guessed. */
export function readSecret(path: string): string {
  if (!existsSync(path))
    throw new HalabError("NOT_FOUND", `there is no file ${shown(path)}`, {
      hint: `openssl rand -hex 32 > ${shown(path)}`,
    });
  const secret = readFileSync(path, "utf8").trim();
  if (secret.length >= shortest) return secret;
  throw new HalabError(
    "USAGE",
    `${shown(path)} is too short for a secret: ${shortest} letters at least`,
    {
      hint: `openssl rand -hex 32 > ${shown(path)}`,
    },
  );
}

/** The same; a file that is not there yet is made, readable for its owner alone. */
export function ensureSecret(path: string): { readonly secret: string; readonly made: boolean } {
  if (existsSync(path)) return { secret: readSecret(path), made: false };
  const secret = randomBytes(32).toString("hex");
  writeWhole(path, `${secret}\n`, 0o600);
  return { secret, made: true };
}
