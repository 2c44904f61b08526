/** What a node's daemon refuses, as its author has to read it: FILE:LINE of the workspace, the line, a caret. */
import { cleanLines, cleanText } from "../../core/base/clean.ts";
import { HalabError } from "../../core/base/error.ts";
import type { PlannedFile, PlannedNode } from "../../core/cluster/plan.ts";
import { refusedLine, refusedPlace } from "../../core/cluster/refused-line.ts";

/** Of what a daemon says beside the line that counts. */
const mostLines = 8;
/** As the init of a node tells which line counts. */
const graver = /alert|emerg|error|invalid|unknown/i;

/** What a service said of the files that were changed. */
interface Said {
  readonly service: string;
  /** Of its check or its start, with the service's name at the end. */
  readonly text: string;
  readonly changed: readonly PlannedFile[];
}

export function refusal(node: PlannedNode, { service, text, changed }: Said): HalabError {
  const lines = linesOf(text).filter((line) => !line.startsWith(`${service} `));
  const reason =
    lines.find((line) => refusedPlace(line)) ??
    lines.find((line) => graver.test(line)) ??
    lines.at(-1) ??
    "without a word";
  const others = lines.filter((line) => line !== reason).slice(0, mostLines);
  // A shell does not say which line of a script it was.
  const [only, another] = changed;
  const where = placeOf(node, reason) ?? (another ? undefined : only?.source);
  const message = `${where ? `${where}: ` : ""}${service} of ${node.name} refuses it: ${reason}`;
  return new HalabError("CONFIG_INVALID", message, {
    details: [...refusedLine(reason, node), ...others],
    hint: where
      ? `edit ${where.replace(/:\d+$/, "")}, then: halab apply`
      : "edit its files, then: halab apply",
    node: node.name,
  });
}

/** A node that did not come up: init says which service, and why. */
export function refusedAtBoot(
  node: PlannedNode,
  error: HalabError,
  changed: readonly PlannedFile[],
): HalabError {
  const [, service = "its start", reason = error.message] =
    /did not come up: (\S+): (?:check failed: |did not start: )?(.*)$/s.exec(error.message) ?? [];
  return refusal(node, { service, text: [reason, ...error.details].join("\n"), changed });
}

/** A warning: what a daemon says of a file and runs with all the same. */
export function warningText(node: PlannedNode, service: string, said: string): string {
  const text = cleanText(said);
  const where = placeOf(node, text);
  const line = refusedLine(text, node);
  const first = `${where ? `${where}: ` : ""}${service} of ${node.name} says: ${text}`;
  return [first, ...line].join("\n");
}

/** The workspace's file and the line, if one of them is named. */
function placeOf(node: PlannedNode, said: string): string | undefined {
  const place = refusedPlace(said);
  const file = place && node.files.find(({ path }) => path === place.path);
  return file && `${file.source}:${place.line}`;
}

function linesOf(said: string): string[] {
  return cleanLines(said)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
}
