/** What rules on single members have in common. */
import type { Found, Place } from "../../../core/kinds/rule.ts";
import type { Member } from "./members.ts";

type Args = Found["args"];

/** Of each member that has it; those with the same values are one finding, with all places. */
export function foundAt(
  members: readonly Member[],
  look: (member: Member) => { readonly place: Place; readonly args: Args } | undefined,
): readonly Found[] {
  const all = members.flatMap((member) => look(member) ?? []);
  const groups = Map.groupBy(all, ({ args }) => JSON.stringify(args));
  return [...groups.values()].flatMap((same) =>
    same.slice(0, 1).map(({ args }) => ({ where: same.map(({ place }) => place), args })),
  );
}
