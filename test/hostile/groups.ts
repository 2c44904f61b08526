/** Which cases are played side by side. Pure. */
import { type HostileCase, isRefusedUnread } from "./case.ts";

/** Some cases, and an honest run of the lab beside them. */
export interface Group {
  readonly lab: string;
  readonly cases: readonly HostileCase[];
  /** So many of them at a time. */
  readonly jobs: number;
}

/**
 * All that is refused as it is read, in one group; of the rest `jobs` at a time of one lab. Where nodes are VMs one,
 * which asks as much of a machine as several clusters of containers.
 */
export function groupsOf(
  cases: readonly HostileCase[],
  { jobs, heavy }: { readonly jobs: number; readonly heavy: ReadonlySet<string> },
): Group[] {
  const unread = cases.filter(isRefusedUnread);
  const played = cases.filter((one) => !isRefusedUnread(one));
  const labs = [...new Set(played.map(({ lab }) => lab))];
  const of = labs.flatMap((lab) => {
    const mine = played.filter((one) => one.lab === lab);
    const atOnce = heavy.has(lab) ? 1 : jobs;
    return chunks(mine, atOnce).map((some) => ({ lab, cases: some, jobs: atOnce }));
  });
  const [first] = unread;
  return first ? [{ lab: first.lab, cases: unread, jobs }, ...of] : of;
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}
