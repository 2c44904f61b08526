/** What an instance or a sync group tracks, and the scripts that there are, as they are written. */
import type { Word } from "./statements.ts";
import { blocksOf, lastOf, type Statement, statementsIn, type Tree } from "./tree.ts";
import { type Given, numberIn, numberOf, textIn } from "./values.ts";

/** The lists of an instance and of a sync group, and the blocks that define what they name. */
export const trackBlocks = {
  track_script: ["vrrp_script"],
  track_process: ["vrrp_track_process"],
  track_file: ["track_file", "vrrp_track_file"],
  track_bfd: ["bfd_instance"],
  track_interface: [],
} as const;

type TrackList = keyof typeof trackBlocks;

/** A line of such a list. */
export interface Tracked {
  readonly list: TrackList;
  readonly name: string;
  readonly at: Word;
  /** Undefined: that of what is tracked holds. */
  readonly weight?: Given<number>;
  readonly isReversed: boolean;
}

const lists: readonly TrackList[] = [
  "track_script",
  "track_process",
  "track_file",
  "track_bfd",
  "track_interface",
];

/** What a vrrp_instance or a vrrp_sync_group tracks. */
export function trackedIn(block: Statement): readonly Tracked[] {
  return lists.flatMap((list) =>
    blocksOf(block, list).flatMap((one) => statementsIn(one).map((line) => trackedOf(list, line))),
  );
}

function trackedOf(list: TrackList, { name, at, args }: Statement): Tracked {
  const weightAt = args[args.findIndex(({ value }) => value === "weight") + 1];
  const value = args.some((one) => one.value === "weight") ? numberOf(weightAt?.value) : undefined;
  const weight =
    weightAt && value !== undefined ? { value, at: weightAt, isGiven: true } : undefined;
  const isReversed = args.some((one) => one.value === "reverse");
  return { list, name, at, isReversed, ...(weight ? { weight } : {}) };
}

/** A vrrp_script. Times in seconds. */
export interface Script {
  readonly name: string;
  readonly at: Word;
  readonly block: Statement;
  /** The program of the command. */
  readonly path: Given<string> | undefined;
  /** The command with its arguments. */
  readonly command: Given<string> | undefined;
  readonly intervalS: Given<number>;
  readonly fall: Given<number>;
  readonly rise: Given<number>;
  /** 0: the instance goes to FAULT. */
  readonly weight: Given<number>;
  readonly isReversed: boolean;
  readonly user: Given<string> | undefined;
}

const known = new WeakMap<Tree, readonly Script[]>();

export function scriptsOf(tree: Tree): readonly Script[] {
  const scripts = known.get(tree) ?? readScripts(tree);
  known.set(tree, scripts);
  return scripts;
}

function readScripts(tree: Tree): readonly Script[] {
  return blocksOf(tree, "vrrp_script").map(
    (block): Script => ({
      name: block.args[0]?.value ?? "",
      at: block.args[0] ?? block.at,
      block,
      path: programOf(block),
      command: commandOf(block),
      intervalS: numberIn(block, "interval", 1),
      fall: numberIn(block, "fall", 1),
      rise: numberIn(block, "rise", 1),
      weight: numberIn(block, "weight", 0),
      isReversed: lastOf(block, "weight")?.args[1]?.value === "reverse",
      user: textIn(block, "user"),
    }),
  );
}

function programOf(block: Statement): Given<string> | undefined {
  const command = commandOf(block);
  return command && { ...command, value: command.value.trim().split(/\s/)[0] ?? "" };
}

function commandOf(block: Statement): Given<string> | undefined {
  const args = lastOf(block, "script")?.args ?? [];
  const [at] = args;
  return at && { value: args.map(({ value }) => value).join(" "), at, isGiven: true };
}
