/** What an instance tracks, directly or by its sync group, and how soon keepalived notices. */
import { type Block, type Dump, numberIn } from "./dump.ts";
import type { Tracker } from "./vrrp.ts";

type Timed = Omit<Tracker, "weight">;

function scriptOf({ name, values }: Block): Timed {
  const intervalS = numberIn(values.get("Interval"));
  const [fall, rise] = [numberIn(values.get("Fall")) || 1, numberIn(values.get("Rise")) || 1];
  // A script that hangs counts as failed after its timeout, or its interval without one.
  const timeoutS = numberIn(values.get("Timeout")) || intervalS;
  return {
    kind: "script",
    name,
    detectS: intervalS * fall,
    returnS: intervalS * rise,
    hangS: timeoutS * fall,
  };
}

function processOf({ name, values }: Block): Timed {
  return {
    kind: "process",
    name,
    detectS: numberIn(values.get("Terminate delay")),
    returnS: numberIn(values.get("Fork delay")),
  };
}

/** How a dump calls what can be tracked, and the lists of an instance or group that name it. */
const shelves = [
  { kind: "VRRP Script", lists: ["Tracked scripts"], timed: scriptOf },
  // A sync group's list has another name than an instance's (vrrp_data.c).
  { kind: "VRRP Track process", lists: ["Tracked processes", "Tracked process"], timed: processOf },
] as const;

/** Tracked, but how soon that is noticed is not keepalived's to say. */
const untimed = [
  { kind: "Track file", lists: ["Tracked files"], directive: "track_file" },
  { kind: "VRRP Track BFD", lists: ["Tracked BFDs"], directive: "track_bfd" },
] as const;

/** "chk weight -60", "tp, weight -30", "peer: weight 0". */
const trackedLine = /^([^\s,:]+)[,:]?(?: weight (-?\d+))?/;

/** The weight with which `owner` tracks `block`'s thing; undefined: it does not. */
function weightIn(owner: Block, block: Block, lists: readonly string[]): number | undefined {
  const find = (lines: readonly string[], name: string) =>
    lines.flatMap((line) => {
      const [, found, weight] = trackedLine.exec(line) ?? [];
      return found === name ? [Number(weight ?? 0)] : [];
    })[0];
  const own = lists.flatMap((list) => owner.lists.get(list) ?? []);
  // The thing's own list has those that track it by their sync group, too.
  return find(own, block.name) ?? find(block.lists.get("Tracking instances") ?? [], owner.name);
}

/** The instances that change their state together: one fails, and all let go (keepalived.conf(5)). */
function together(dump: Dump, instance: Block): readonly Block[] {
  const group = instance.values.get("Sync group");
  if (group === undefined) return [instance];
  return [
    ...dump.all("VRRP Instance").filter(({ values }) => values.get("Sync group") === group),
    ...dump.all("VRRP Sync Group").filter(({ name }) => name === group),
  ];
}

/** Its own trackers first: their weights count for it. */
export function trackersOf(dump: Dump, instance: Block): Tracker[] {
  const owners = [instance, ...together(dump, instance).filter((one) => one !== instance)];
  return shelves.flatMap(({ kind, lists, timed }) =>
    dump.all(kind).flatMap((block) => {
      const weight = owners.map((owner) => weightIn(owner, block, lists)).find(isKnown);
      return weight === undefined ? [] : [{ ...timed(block), weight }];
    }),
  );
}

function isKnown(weight: number | undefined): weight is number {
  return weight !== undefined;
}

/** The directives that change when an instance fails, and of which no formula knows the time. */
export function untimedOf(dump: Dump, instance: Block): string[] {
  const owners = together(dump, instance);
  const found = untimed.flatMap(({ kind, lists, directive }) =>
    dump
      .all(kind)
      .filter((block) => owners.some((owner) => weightIn(owner, block, lists) !== undefined))
      .map(({ name }) => `${directive} ${name}`),
  );
  return [...found, ...debounced(dump, owners)];
}

/** Interfaces whose changes are heeded late only. */
function debounced(dump: Dump, owners: readonly Block[]): string[] {
  const used = owners.flatMap(({ values, lists }) => [
    ...(/^\S+/.exec(values.get("Interface")?.replace(",", "") ?? "") ?? []),
    ...(lists.get("Tracked interfaces") ?? []).map((line) => line.split(" ")[0] ?? ""),
  ]);
  const delayed = dump
    .all("Name")
    .filter(({ values }) =>
      [...values].some(([key, value]) => /debounce/.test(key) && numberIn(value) > 0),
    );
  return delayed
    .filter(({ name }) => used.includes(name))
    .map(({ name }) => `interface_up_down_delays ${name}`);
}
