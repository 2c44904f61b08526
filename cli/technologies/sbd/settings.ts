/** SBD's files: /etc/default/sbd, which a shell reads, and /etc/sbd/create, what `sbd create` was told. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../core/kinds/rule.ts";
import { type Config, readable } from "../pacemaker/meaning/config.ts";
import { lastPair, type Resource } from "../pacemaker/meaning/resources.ts";
import type { Word } from "../pacemaker/syntax/statements.ts";
import { parseShell } from "../shell/commands.ts";
import { assignmentsOf } from "../shell/effects.ts";

const settingsPath = "/etc/default/sbd";
const createPath = "/etc/sbd/create";

interface Setting {
  readonly value: string;
  readonly place: Place;
}

export interface Watcher {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly settings: ReadonlyMap<string, Setting>;
  /** As SBD_DEVICE has them, in their order. */
  readonly devices: readonly string[];
}

const assignedIn = (text: string) => assignmentsOf(parseShell(text));

/** The nodes that watch a disk, and how. */
export function watchersOf(facts: Facts): readonly Watcher[] {
  return runningNodes(facts, "sbd").flatMap((node): Watcher[] => {
    const file = node.files.get(settingsPath);
    if (!file) return [];
    const settings = new Map(
      [...facts.parsed(assignedIn, file)].map(([name, { value, line }]): [string, Setting] => [
        name,
        { value, place: placeIn(file, line) },
      ]),
    );
    const devices = (settings.get("SBD_DEVICE")?.value ?? "").split(";").map((one) => one.trim());
    return [{ node, file, settings, devices: devices.filter((one) => one !== "") }];
  });
}

/** An option of `sbd create`: its number, and where it stands. */
interface Option {
  readonly value: number;
  readonly place: Place;
}

export interface Created {
  readonly node: NodeFacts;
  readonly file: FactFile;
  /** By their letters: 1 watchdog, 3 loop, 4 msgwait (sbd(8), create). */
  readonly options: ReadonlyMap<string, Option>;
}

interface Written {
  readonly letter: string;
  readonly value: number;
  readonly line: number;
}

function optionsIn(text: string): readonly Written[] {
  return text
    .split("\n")
    .flatMap((line, at) =>
      [...line.replace(/^\s*#.*/, "").matchAll(/(?:^|\s)-([1-5])\s*(\d+)(?=\s|$)/g)].map(
        ([, letter = "", value]) => ({ letter, value: Number(value), line: at + 1 }),
      ),
    );
}

/** What the disk is made with: by the node that corosync.conf names first, so all of them should say the same. */
export function createdOf(facts: Facts): readonly Created[] {
  return runningNodes(facts, "sbd").flatMap((node): Created[] => {
    const file = node.files.get(createPath);
    if (!file) return [];
    const options = facts
      .parsed(optionsIn, file)
      .map(({ letter, value, line }): [string, Option] => [
        letter,
        { value, place: placeIn(file, line) },
      ]);
    return [{ node, file, options: new Map(options) }];
  });
}

/** sbd-common.c: what is written where nothing is said. Seconds. */
const otherwise = { watchdog: 5, msgwait: 10 };

export const watchdogOf = ({ options }: Created): number =>
  options.get("1")?.value ?? otherwise.watchdog;
export const msgwaitOf = ({ options }: Created): number =>
  options.get("4")?.value ?? otherwise.msgwait;

/** Where an option stands, or should. */
export const placeOfOption = ({ file, options }: Created, ...letters: readonly string[]): Place => {
  const [found] = letters.flatMap((letter) => options.get(letter) ?? []);
  return found?.place ?? placeIn(file);
};

export interface Device {
  readonly config: Config;
  readonly resource: Resource;
  /** What it names itself; empty: it takes SBD_DEVICE. */
  readonly disks: readonly string[];
  /** Where it names them, else its name. */
  readonly word: Word;
}

const agents: ReadonlyMap<string, string> = new Map([
  ["stonith:fence_sbd", "devices"],
  ["stonith:external/sbd", "sbd_device"],
]);

/** Pacemaker's fencing devices that write to a disk. */
export function devicesOf(facts: Facts): readonly Device[] {
  return readable(facts).flatMap((config) =>
    config.resources.flatMap((resource): Device[] => {
      const name = agents.get(resource.agent?.value ?? "");
      if (name === undefined) return [];
      const pair = lastPair(resource.params, name);
      const disks = (pair?.value ?? "").split(/[;,\s]+/).filter((one) => one !== "");
      return [{ config, resource, disks, word: pair?.word ?? resource.word }];
    }),
  );
}

/** What stands alike on several nodes is one mistake, with a place on each. */
export function merged(found: readonly Found[]): readonly Found[] {
  const alike = Map.groupBy(found, ({ args }) => JSON.stringify(args));
  return [...alike.values()].flatMap((all) =>
    all.slice(0, 1).map(({ args }) => ({ args, where: all.flatMap(({ where }) => where) })),
  );
}
