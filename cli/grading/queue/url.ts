/** Where a shared queue is, as `--queue` says it. Pure. */
import { HalabError } from "../../core/base/error.ts";

/** Throws USAGE for what is no address of a PostgreSQL. */
export function requireQueueUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return text;
  throw new HalabError(
    "USAGE",
    `--queue: "${withoutPassword(text)}" is no address of a PostgreSQL`,
    {
      hint: "--queue postgres://USER@HOST/DATABASE   (the password: PGPASSWORD, or ~/.pgpass)",
    },
  );
}

/** As it may be shown and kept. */
export function withoutPassword(text: string): string {
  const url = URL.parse(text);
  if (!url) return text.replace(/:[^:@/]*@/, "@");
  url.password = "";
  url.searchParams.delete("password");
  return url.href;
}
