/** Text for a terminal that has ASCII only (LANG=C): every sign becomes one of it, so that columns stay where they are. */

const twins: Readonly<Record<string, string>> = Object.fromEntries([
  ...pairs("·•●∙", "-"),
  ...pairs("…", "~"),
  ...pairs("×✗✖✘", "x"),
  ...pairs("✓✔", "v"),
  ...pairs("±", "+"),
  ...pairs("─━╌╴╶–—−", "-"),
  ...pairs("═", "="),
  ...pairs("│┃║", "|"),
  ...pairs("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╤╧╪╒╕╘╛╞╡", "+"),
  ...pairs("→▶❯›»≥", ">"),
  ...pairs("←◀‹«≤", "<"),
  ...pairs("„“”", '"'),
  ...pairs("‘’‚", "'"),
  ...pairs("█▇▆▅▄▃▂▁", "#"),
  ...pairs("\u00a0", " "),
  ...pairs("ß", "s"),
]);

function pairs(signs: string, twin: string): [string, string][] {
  return [...signs].map((sign) => [sign, twin]);
}

/** Escape sequences are ASCII, and stay; a letter loses its accent, what has no twin becomes "?". */
export function toAscii(text: string): string {
  // What stands between two blanks would look like a torn word with its twin.
  const plain = [...text.replaceAll(" … ", " - ")];
  return plain.map((sign) => (sign <= "~" ? sign : (twins[sign] ?? bare(sign)))).join("");
}

function bare(sign: string): string {
  const [letter = "?"] = sign.normalize("NFD");
  return letter <= "~" ? letter : "?";
}
