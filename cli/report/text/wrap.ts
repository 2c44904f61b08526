/** Between words; a word that is longer than a line stays whole. `hang` stands before all lines but the first. */
export function wrapped(text: string, width: number, hang = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (line !== "" && next.length > width) {
      lines.push(line);
      line = `${hang}${word}`;
    } else line = next;
  }
  return [...lines, line];
}
