/** Gradescope's submission_metadata.yml: who handed in which folder. */
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Student } from "./submission.ts";

/** Bytes; of some hundred students with all their results. */
export const mostMetadata = 16 * 2 ** 20;

const text = z.string().nullish();

/** Ruby wrote it: its keys begin with a colon. */
const submitted = z.object({
  ":submitters": z.array(z.object({ ":name": text, ":email": text, ":sid": text })).nullish(),
});

/** By the folders' names; what is not laid out so says nothing. */
export function submitters(yaml: string): ReadonlyMap<string, readonly Student[]> {
  const found = new Map<string, readonly Student[]>();
  for (const [folder, said] of Object.entries(asObject(yaml))) {
    const parsed = submitted.safeParse(said);
    const students = (parsed.data?.[":submitters"] ?? []).map((one) => ({
      ...(one[":name"] ? { name: one[":name"] } : {}),
      ...(one[":email"] ? { email: one[":email"] } : {}),
      ...(one[":sid"] ? { number: one[":sid"] } : {}),
    }));
    if (students.length > 0) found.set(folder, students);
  }
  return found;
}

function asObject(yaml: string): object {
  try {
    // As text: a number with leading zeros keeps them.
    const given: unknown = parseDocument(yaml, { schema: "failsafe", logLevel: "silent" }).toJS();
    return given !== null && typeof given === "object" ? given : {};
  } catch {
    return {};
  }
}
