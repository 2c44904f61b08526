/** Which cluster a command line is about, so that the hints of its errors name it. */
import { basename } from "node:path";
import type { Command } from "commander";

/** What a verb calls `<cluster>`, `--on` or `--name`; a cluster that is started is called as its lab. */
export function namedCluster(command: Command): string | undefined {
  const given = command.registeredArguments.map((argument, at) => ({
    name: argument.name(),
    value: wordOf(command.processedArgs[at]),
  }));
  const argument = (name: string) => given.find((one) => one.name === name)?.value;
  const option = (name: string) => wordOf(command.opts()[name]);
  const lab = argument("lab");
  const starts = command.options.some((one) => one.attributeName() === "name");
  const words = [argument("cluster"), option("on"), option("name")];
  const last = starts && lab !== undefined ? basename(lab) : undefined;
  return [...words, last].find((word) => word !== undefined && /^[a-z0-9-]+$/.test(word));
}

function wordOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 ? wordOf(value[0]) : undefined;
  return typeof value === "string" ? value : undefined;
}
