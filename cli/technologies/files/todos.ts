/** The TODOs that a lab's starter leaves for its students: "# TODO 2 (steady, drain): what is to do". */
import { type FactFile, type Place, placeIn } from "../../core/kinds/rule.ts";

export interface Todo {
  /** "2"; empty where it has none. */
  readonly number: string;
  /** The steps that need it. */
  readonly steps: readonly string[];
  /** Its first sentence, or as much of it as the line has. */
  readonly text: string;
  readonly place: Place;
}

const pattern = /\bTODO(?:\s+(\d+))?\s*(?:\(([^)]*)\))?:\s*(.*)$/;

export function todosIn(file: FactFile): readonly Todo[] {
  return file.text.split(/\r\n|\n/).flatMap((line, at): Todo[] => {
    const match = pattern.exec(line);
    if (!match) return [];
    const [, number = "", steps = "", text = ""] = match;
    const named = steps.split(",").map((step) => step.trim());
    return [{ number, steps: named.filter(Boolean), text, place: placeIn(file, at + 1) }];
  });
}
