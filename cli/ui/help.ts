/** How help looks: no wider than the terminal, and no word broken. */
import type { Command, Help } from "commander";
import { width, wrap } from "./output.ts";

/** Beside its term a description needs so many columns; with fewer it stands below. */
const narrowest = 24;
const below = 6;

/** Of the root, before it has verbs: they take it over. */
export function configureHelp(root: Command): void {
  root.configureOutput({ getOutHelpWidth: width, getErrHelpWidth: width });
  root.configureHelp({
    minWidthToWrap: 1,
    // What a verb takes is told by its own help: here it would leave no room for what the verb does.
    subcommandTerm: (command) => command.name(),
    formatItem: (term, termWidth, description, helper) =>
      helpItem({ term, termWidth, description }, helper.helpWidth ?? 80),
    styleUsage: wrappedUsage,
  });
}

const usage = "Usage: ";

function wrappedUsage(this: Help, text: string): string {
  return wrap(usage + text, this.helpWidth ?? 80, usage.length).slice(usage.length);
}

interface Item {
  readonly term: string;
  readonly termWidth: number;
  readonly description: string;
}

function helpItem({ term, termWidth, description }: Item, columns: number): string {
  if (description === "") return `  ${term}`;
  const hang = termWidth + 4;
  if (columns - hang < narrowest)
    return `  ${term}\n${wrap(" ".repeat(below) + description, columns, below)}`;
  return wrap(`  ${term.padEnd(termWidth)}  ${description}`, columns, hang);
}

/** Terms and what they mean, as help has them. */
export function helpItems(items: readonly (readonly [term: string, text: string])[]): string {
  const termWidth = Math.max(...items.map(([term]) => term.length));
  const rows = items.map(([term, description]) => ({ term, termWidth, description }));
  return rows.map((row) => helpItem(row, width())).join("\n");
}
