/** The files of a hypervisor, as its shell reads them: guest.conf, migration.conf, node.conf. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
} from "../../core/kinds/rule.ts";
import { type Command, parseShell } from "../shell/commands.ts";
import { assignmentsOf } from "../shell/effects.ts";

export const guestConf = "/etc/hypervisor/guest.conf";
export const migrationConf = "/etc/hypervisor/migration.conf";
const nodeConf = "/etc/hypervisor/node.conf";

interface Setting {
  readonly value: string;
  readonly place: Place;
}

export interface Hypervisor {
  readonly node: NodeFacts;
  /** Of guest.conf and migration.conf; what is not there, or only a shell could tell, is left out. */
  readonly settings: ReadonlyMap<string, Setting>;
  readonly files: ReadonlyMap<string, FactFile>;
  /** There is nothing in them but NAME=VALUE. */
  readonly certain: boolean;
}

/** The names that a line sets; undefined: it does something else as well. */
function namesIn(command: Command): readonly string[] | undefined {
  if (command.kind !== "simple" || command.maybe || command.redirects.length > 0) return undefined;
  const names = command.words.map(({ parts: [first] }) =>
    first?.kind === "text" ? /^([A-Za-z_]\w*)=/.exec(first.text)?.[1] : undefined,
  );
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? known : undefined;
}

interface Assigned {
  readonly values: ReturnType<typeof assignmentsOf>;
  readonly certain: boolean;
}

function assignedIn(text: string): Assigned {
  const commands = parseShell(text);
  const values = assignmentsOf(commands);
  const certain = commands.every((one) => namesIn(one)?.every((name) => values.has(name)) ?? false);
  return { values, certain };
}

/** Nodes that have a guest.conf. */
export function hypervisorsOf(facts: Facts): readonly Hypervisor[] {
  return facts.nodes.flatMap((node) => {
    if (!node.files.has(guestConf)) return [];
    const files = [guestConf, migrationConf, nodeConf].flatMap(
      (path) => node.files.get(path) ?? [],
    );
    const read = files.map((file) => ({ file, ...facts.parsed(assignedIn, file) }));
    const settings = new Map(
      read.flatMap(({ file, values }) =>
        [...values].map(([name, { value, line }]): [string, Setting] => [
          name,
          { value, place: placeIn(file, line) },
        ]),
      ),
    );
    const certain = read.every((one) => one.certain);
    return [{ node, settings, certain, files: new Map(files.map((file) => [file.path, file])) }];
  });
}

export function numberOf(one: Hypervisor, name: string): number | undefined {
  const value = one.settings.get(name)?.value ?? "";
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** The machine that the guest has on two hypervisors is not the same one: both lines. */
export function differences(
  facts: Facts,
  name: string,
  alike: (value: string) => string = (value) => value,
): Found[] {
  const all = hypervisorsOf(facts).flatMap(({ node, settings, certain }) => {
    const setting = settings.get(name);
    return setting && certain ? [{ node: node.name, ...setting }] : [];
  });
  const [first, ...others] = all;
  return others
    .filter(({ value }) => first && alike(value) !== alike(first.value))
    .map(({ value, place }) => ({
      where: [place, ...(first ? [first.place] : [])],
      args: { value, other: first?.node ?? "", theirs: first?.value ?? "" },
    }));
}
