/** Where probes ask. Their URLs have numeric addresses: name resolution would be measured too. */
import { z } from "zod";

/** The prober's PATH_LIMIT (options.c): its request has to fit into one buffer, and one segment or two. */
const mostPath = 1024;

const pathFits = (url: string) => url.replace(/^http:\/\/[^/]*/, "").length <= mostPath;

function numeric(pattern: RegExp) {
  return z
    .string()
    .regex(
      pattern,
      "must be http://ADDRESS[:PORT]/PATH, with a numeric address (name resolution would be measured too)",
    )
    .refine(pathFits, `must have a path of at most ${mostPath} characters`)
    .meta({ title: "http://ADDRESS[:PORT]/PATH" });
}

/** With a path or without. */
export const numericUrl = numeric(/^http:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?(\/[!-~]*)?$/);

/** With a path, which is more than "/". */
export const numericUrlOfPage = numeric(/^http:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?\/[!-~]+$/);

/** The address that is asked. */
export function address({ url }: { readonly url: string }): string | undefined {
  return /^http:\/\/([\d.]+)/.exec(url)?.[1];
}
