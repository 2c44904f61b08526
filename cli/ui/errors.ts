import { styleText } from "node:util";
import { CommanderError } from "commander";
import { exitCodeOf, HalabError, messageOf } from "../core/base/error.ts";

export interface ErrorStyle {
  readonly debug: boolean;
  readonly colour: boolean;
  /** The verb that was typed, if there is one of that name. */
  readonly verb?: string | undefined;
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
  const lines = [
    `${paint("red", "error:")} ${known ? known.message : `unexpected: ${messageOf(error)}`}`,
    ...detailLines(known, paint),
    ...causeLines(error).map((text) => paint("dim", text)),
  ];
  const hint = known
    ? (known.hint ?? usageHint(known, style))
    : "this is a mistake in halab; --debug shows where";
  if (hint) lines.push(`${paint("cyan", "hint:")}  ${hint}`);
  if (style.debug && error instanceof Error) lines.push(paint("dim", error.stack ?? ""));
  return `${lines.join("\n")}\n`;
}

/** What the verb takes, when nothing better is known. */
function usageHint(error: HalabError, style: ErrorStyle): string | undefined {
  return error.code === "USAGE" ? helpOf(style) : undefined;
}

function helpOf(style: ErrorStyle): string {
  return ["halab", style.verb, "--help"].filter((word) => word !== undefined).join(" ");
}

type Paint = (format: "red" | "cyan" | "dim", text: string) => string;

/** Several mistakes of a file are several errors; other details belong to the first. */
function detailLines(error: HalabError | undefined, paint: Paint): string[] {
  const places = error?.code === "LAB_INVALID" || error?.code === "TEMPLATE_INVALID";
  return (error?.details ?? []).map((detail) =>
    places ? `${paint("red", "error:")} ${detail}` : `       ${detail}`,
  );
}

function causeLines(error: unknown): string[] {
  const lines: string[] = [];
  for (let cause = causeOf(error); cause !== undefined; cause = causeOf(cause)) {
    const text = messageOf(cause).split("\n")[0] ?? "";
    if (!messageOf(error).includes(text)) lines.push(`  caused by: ${text}`);
  }
  return lines;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function renderUsage(error: CommanderError, style: ErrorStyle, paint: Paint): string {
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const near = rest.join(" ").trim();
  return `${paint("red", "error:")} ${first}${near ? ` ${near}` : ""}\n${paint("cyan", "hint:")}  ${helpOf(style)}\n`;
}

export function showError(error: unknown, style: ErrorStyle): void {
  process.stderr.write(renderError(error, style));
}
