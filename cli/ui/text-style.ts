/** How text is drawn on a terminal. */
import { styleText } from "node:util";

export interface TextStyle {
  /** Columns that lines may fill. */
  readonly width: number;
  readonly colour: boolean;
  /** No character outside ASCII. */
  readonly ascii: boolean;
  /** For those who listen to it: one thing after the other, tables row by row. */
  readonly linear?: boolean;
}

export type Paint = "bold" | "cyan" | "dim" | "green" | "italic" | "red" | "yellow";

/** Coloured where colours are wanted. */
export function paint(format: Paint, text: string, { colour }: Pick<TextStyle, "colour">): string {
  return colour ? styleText(format, text, { validateStream: false }) : text;
}
