/** $GENERATE: many records of one line (ARM, BIND Primary File Extension). Pure. */

export interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** "1-60", "0-100/10"; undefined: it is none. */
export function rangeOf(text: string): Range | undefined {
  const [, from, to, step] = /^(\d{1,9})-(\d{1,9})(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  const range = { from: Number(from), to: Number(to), step: Number(step ?? 1) };
  return from === undefined || range.step < 1 || range.to < range.from ? undefined : range;
}

const bases: Readonly<Record<string, number>> = { d: 10, o: 8, x: 16, X: 16 };

/** With the number where `$` or `${offset,width,base}` stands; undefined: nibbles, which nobody here needs. */
export function filledIn(text: string, at: number): string | undefined {
  let unknown = false;
  const filled = text.replace(
    /\\\$|\$\$|\$\{(-?\d{1,9})(?:,(\d{1,3})(?:,([a-zA-Z]))?)?\}|\$/g,
    (whole: string, offset = "0", width = "0", base = "d") => {
      if (whole === "\\$" || whole === "$$") return "$";
      const radix = bases[base];
      if (radix === undefined) unknown = true;
      const digits = (at + Number(offset)).toString(radix ?? 10).padStart(Number(width), "0");
      return base === "X" ? digits.toUpperCase() : digits;
    },
  );
  return unknown ? undefined : filled;
}
