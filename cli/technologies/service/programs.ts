import type { Program } from "../../core/cluster/asked.ts";
import type { Facts } from "../../core/kinds/rule.ts";

/** What the services of all nodes run. */
export function programsOf({ asked }: Facts): readonly Program[] {
  return [...(asked?.answers.values() ?? [])].flatMap(({ programs }) => programs);
}
