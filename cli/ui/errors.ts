import { styleText } from "node:util";
import { CommanderError } from "commander";
import { cleanLines, ellipsis } from "../core/base/clean.ts";
import { type ErrorCode, exitCodeOf, HalabError, messageOf } from "../core/base/error.ts";
import { hasPrintedJson, inLocale, printJsonLine } from "./output.ts";

export interface ErrorStyle {
  readonly debug: boolean;
  readonly colour: boolean;
  /** The verb that was typed, if there is one of that name. */
  readonly verb?: string | undefined;
  /** The cluster that it is about, where that is known: hints name it. */
  readonly cluster?: string | undefined;
  /** What was typed, made whole, where that is known: more of use than its help. */
  readonly retry?: string | undefined;
}

/** Our errors by their code; a mistake on the command line is the user's. */
export function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return 2;
  if (error instanceof SuppressedError) return exitCodeFor(error.suppressed);
  return exitCodeOf(error);
}

/** error: what happened / details / hint: what to type / caused by: down the chain. */
export function renderError(error: unknown, style: ErrorStyle): string {
  const paint: Paint = (format, text) =>
    style.colour ? styleText(format, text, { validateStream: false }) : text;
  if (error instanceof SuppressedError) {
    const also = renderError(error.error, style);
    return `${renderError(error.suppressed, style)}${paint("dim", "and while cleaning up:")}\n${also}`;
  }
  if (error instanceof CommanderError) return renderUsage(error, style, paint);
  const known = error instanceof HalabError ? error : undefined;
  const { message, hint, details } = saidOf(error, style);
  const lines = [
    ...message
      .split("\n")
      .map((line, at) => (at === 0 ? `${paint("red", "error:")} ${line}` : line)),
    ...detailLines(known, details, paint),
    ...causeLines(error).map((text) => paint("dim", text)),
  ];
  if (hint) lines.push(`${paint("cyan", "hint:")}  ${hint}`);
  if (style.debug && error instanceof Error)
    lines.push(...(error.stack ?? "").split("\n").map((line) => paint("dim", cleanEnd(line))));
  return `${lines.join("\n")}\n`;
}

/** The contract of `--json` when there is no result (halab/error/1). */
export interface ErrorDocument {
  readonly schema: "halab/error/1";
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly details: readonly string[];
}

/** One document for whatever was thrown; what failed in cleaning up is among the details. */
export function errorDocument(error: unknown, style: ErrorStyle): ErrorDocument {
  const schema = "halab/error/1";
  if (error instanceof SuppressedError) {
    const first = errorDocument(error.suppressed, style);
    const also = errorDocument(error.error, style);
    return { ...first, details: [...first.details, also.message, ...also.details] };
  }
  const code = codeOf(error);
  const { message, hint = null, details } = saidOf(error, style);
  return { schema, code, message, hint, details: [...details, ...causeLines(error)] };
}

function codeOf(error: unknown): string {
  if (error instanceof CommanderError) return "USAGE";
  return error instanceof HalabError ? error.code : "BUG";
}

interface SaidError {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly details: readonly string[];
}

/** What an error says, harmless: daemons speak in it. */
function saidOf(error: unknown, style: ErrorStyle): SaidError {
  if (error instanceof CommanderError) {
    const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
    const message = [first, ...rest].join(" ").trim();
    return { message: cleanEnd(message), hint: style.retry ?? helpOf(style), details: [] };
  }
  const known = error instanceof HalabError ? error : undefined;
  const text = known ? known.message : `unexpected: ${messageOf(error)}`;
  const message = text.split("\n").map(cleanEnd).join("\n");
  const help = known?.code === "USAGE" ? helpOf(style) : undefined;
  const hint = known ? (known.hint ?? help) : "this is a mistake in halab; --debug shows where";
  const details = (known?.details ?? []).flatMap((detail) => detail.split("\n")).map(cleanEnd);
  return {
    message,
    hint: hint === undefined ? undefined : harmless(namingCluster(hint, style)),
    details: details.filter((detail) => !isRepeated(detail, message)),
  };
}

/** What wrote the hint knew the node, and not which cluster it is of. */
function namingCluster(hint: string, { cluster }: ErrorStyle): string {
  return cluster === undefined ? hint : hint.replace(/\bCLUSTER\b/g, () => cluster);
}

/** Of one line that a daemon wrote, in characters. */
const longestLine = 300;

/** A harmless line that keeps its blanks. */
function harmless(line: string): string {
  return cleanLines(line)
    .replace(/[\n\t]/g, " ")
    .trimEnd();
}

/** The same of what may be endless; a hint is ours, and is to be typed. */
function cleanEnd(line: string): string {
  return ellipsis(harmless(line), longestLine);
}

/** What a node said last is often why it failed: it need not be read twice. */
function isRepeated(detail: string, message: string): boolean {
  const text = detail.trim();
  return text !== "" && message.split("\n").some((line) => line.endsWith(text));
}

function helpOf(style: ErrorStyle): string {
  return ["halab", style.verb, "--help"].filter((word) => word !== undefined).join(" ");
}

type Paint = (format: "red" | "cyan" | "dim", text: string) => string;

const listed: readonly ErrorCode[] = ["LAB_INVALID", "SUBMISSION_INVALID", "TEMPLATE_INVALID"];

/** Several mistakes of a file are several errors; other details belong to the first. */
function detailLines(
  error: HalabError | undefined,
  details: readonly string[],
  paint: Paint,
): string[] {
  const places = error !== undefined && listed.includes(error.code);
  return details.map((detail) =>
    places ? `${paint("red", "error:")} ${detail}` : `       ${detail}`,
  );
}

function causeLines(error: unknown): string[] {
  const lines: string[] = [];
  for (let cause = causeOf(error); cause !== undefined; cause = causeOf(cause)) {
    const text = messageOf(cause).split("\n")[0] ?? "";
    if (!messageOf(error).includes(text)) lines.push(cleanEnd(`  caused by: ${text}`));
  }
  return lines;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function renderUsage(error: CommanderError, style: ErrorStyle, paint: Paint): string {
  const { message, hint } = saidOf(error, style);
  return `${paint("red", "error:")} ${message}\n${paint("cyan", "hint:")}  ${hint}\n`;
}

/** For people, on stderr. */
export function showError(error: unknown, style: ErrorStyle): void {
  process.stderr.write(inLocale(renderError(error, style)));
}

/** One document on stdout in place of a result; nothing where there is one already. */
export function printErrorJson(error: unknown, style: ErrorStyle): void {
  if (hasPrintedJson()) return;
  printJsonLine(errorDocument(error, style));
}
