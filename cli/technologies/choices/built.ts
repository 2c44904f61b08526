/** What was built, as the nodes say. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { type Choices, parseChoices } from "./choices.ts";
import { type BuiltChoice, kind as reader } from "./readers/choices.ts";

export interface Built {
  readonly choices: Choices;
  readonly timers: BuiltChoice;
}

/** Or why it is not known: nobody said so, or they were built from different choices. */
export function builtOf(view: StepView): Built | string {
  const values = [...valuesOf(view.run, reader)];
  const [first] = values;
  if (!first) return "no node has said what it was built from";
  const other = values.find(([, { text }]) => text !== first[1].text);
  if (other) return `${first[0]} and ${other[0]} were built from different choices`;
  return { choices: parseChoices(first[1].text), timers: first[1] };
}
