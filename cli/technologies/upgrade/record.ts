/**
 * What was seen of the members during an upgrade, again and again. A fault keeps it as evidence, in sentences that the
 * checks read again, so that a stored run is judged by what was seen then.
 */
import { round } from "../../core/base/numbers.ts";
import { type Member, stateText } from "./members.ts";

export interface Look {
  readonly atNs: number;
  readonly members: readonly Member[];
}

/** Who follows another master is out of step for a moment: a shorter one is none. */
const momentNs = 0.3e9;

const isMixed = ({ members }: Look) =>
  new Set(members.flatMap(({ release }) => release ?? [])).size > 1;

/** From the first look at which versions differed to the first one after the last. Seconds. */
function mixedS(looks: readonly Look[]): number {
  const from = looks.findIndex(isMixed);
  const to = looks.findLastIndex(isMixed);
  const [begin, end] = [looks[from], looks[to + 1] ?? looks[to]];
  return begin && end ? (end.atNs - begin.atNs) / 1e9 : 0;
}

/** The longest time in which no store said to be the master: between the looks that saw one. Seconds. */
function vacantS(looks: readonly Look[]): number {
  let [longest, seenNs] = [0, looks[0]?.atNs ?? 0];
  let vacant = false;
  for (const { atNs, members } of looks) {
    const filled = members.some(({ master }) => master);
    if (vacant) longest = Math.max(longest, atNs - seenNs);
    if (filled) seenNs = atNs;
    vacant = !filled;
  }
  return longest / 1e9;
}

/** So few were ready at once, for longer than a moment. */
function fewestReady(looks: readonly Look[]): number {
  const [first] = looks;
  let fewest = first?.members.length ?? 0;
  for (let level = 0; level < fewest; level += 1) {
    let sinceNs: number | undefined;
    for (const { atNs, members } of looks) {
      if (members.filter(({ ready }) => ready).length > level) sinceNs = undefined;
      else if (sinceNs === undefined) sinceNs = atNs;
      else if (atNs - sinceNs >= momentNs) fewest = level;
    }
  }
  return fewest;
}

/** Who was the only master, one after the other. */
function masters(looks: readonly Look[]): string[] {
  const found: string[] = [];
  for (const { members } of looks) {
    const [only, other] = members.filter(({ master }) => master);
    if (only && !other && found.at(-1) !== only.node) found.push(only.node);
  }
  return found;
}

/** The sentences. `awayS`: a time without a master that is known better than by looks, which may miss a short one. */
export function told(looks: readonly Look[], awayS = 0): string[] {
  const [first, last] = [looks[0], looks.at(-1)];
  const names = masters(looks);
  const tookNs = first && last ? last.atNs - first.atNs : 0;
  return [
    ...(last ? [stateText(last.members)] : []),
    `it took ${round(tookNs / 1e9)} s`,
    `versions were mixed for ${round(mixedS(looks))} s`,
    `nobody was the master for ${round(Math.max(awayS, vacantS(looks)))} s`,
    `at least ${fewestReady(looks)} of ${last?.members.length ?? 0} were ready all the time`,
    `the master moved ${Math.max(0, names.length - 1)} times: ${names.join(", ") || "there was none"}`,
  ];
}

export interface Told {
  readonly tookS: number;
  readonly mixedS: number;
  readonly vacantS: number;
  readonly ready: number;
  readonly moves: number;
  /** By node, what it ran in the end; undefined: it did not answer. */
  readonly releases: ReadonlyMap<string, string | undefined>;
  /** What else the evidence says: what the operator did. */
  readonly log: readonly string[];
  /** The sentences themselves. */
  readonly said: Readonly<Record<"end" | "mixed" | "vacant" | "ready" | "moves", string>>;
}

const patterns = {
  end: /^in the end: (.*)$/,
  took: /^it took ([\d.]+) s$/,
  mixed: /^versions were mixed for ([\d.]+) s$/,
  vacant: /^nobody was the master for ([\d.]+) s$/,
  ready: /^at least (\d+) of \d+ were ready all the time$/,
  moves: /^the master moved (\d+) times: /,
} as const;

/** The sentences, read again; undefined: nobody upgraded anything. */
export function readTold(evidence: readonly string[]): Told | undefined {
  const find = (pattern: RegExp) => evidence.map((line) => pattern.exec(line)).find(Boolean);
  const [end, took, mixed, vacant, ready, moves] = Object.values(patterns).map(find);
  if (!end || !took || !mixed || !vacant || !ready || !moves) return undefined;
  const releases = new Map(
    (end[1] ?? "").split(", ").map((state) => {
      const [node = "", release = ""] = state.split(" ");
      return [node, release === "does" ? undefined : release] as const;
    }),
  );
  const counts = { ready: Number(ready[1]), moves: Number(moves[1]) };
  const isSaid = (line: string) => Object.values(patterns).some((pattern) => pattern.test(line));
  return {
    ...{ tookS: Number(took[1]), mixedS: Number(mixed[1]), vacantS: Number(vacant[1]) },
    ...{ ...counts, releases },
    log: evidence.filter((line) => !isSaid(line)),
    said: { end: end[0], mixed: mixed[0], vacant: vacant[0], ready: ready[0], moves: moves[0] },
  };
}
