/** Ids of submissions: their names, so that every file system takes them, each once. */

/** Bytes of UTF-8: room for what is put behind it. */
const longest = 120;

/** What Windows has no files of, and what a batch writes beside its submissions' folders. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|\.(json|ndjson|html|csv|xml|md)$/i;

export class Ids {
  /** In small letters: some systems take no others. */
  readonly #taken = new Set<string>();

  next(name: string): string {
    const base = safe(name);
    let id = base;
    for (let count = 2; this.#taken.has(id.toLowerCase()); count += 1) id = `${base}-${count}`;
    this.#taken.add(id.toLowerCase());
    return id;
  }
}

function safe(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}\ufffd/\\:*?"<>|]/gu, "_")
    .replace(/^[\s.-]+/u, "_")
    .replace(/[\s.]+$/u, "");
  const short = shortened(plain);
  if (short === "") return "submission";
  return reserved.test(short) ? `_${short}` : short;
}

function shortened(text: string): string {
  let bytes = 0;
  let short = "";
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > longest) break;
    short += letter;
  }
  return short;
}
