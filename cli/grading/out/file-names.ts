/** A folder for each submission, wherever they are unpacked. */

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** By submission: its id where that is a plain name, else one like it. No two are the same to any file system. */
export function foldersOf(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const folders = ids.map((id): [string, string] => {
    const plain = plainName(id);
    let folder = plain;
    for (let more = 2; taken.has(folder.toLowerCase()); more += 1) folder = `${plain}-${more}`;
    taken.add(folder.toLowerCase());
    return [id, folder];
  });
  return new Map(folders);
}

/** Letters of all languages stay; what a path or a shell could misread becomes "_". */
function plainName(id: string): string {
  const plain = id
    .normalize("NFC")
    .toWellFormed()
    .replace(/[^\p{L}\p{M}\p{N}._@ -]/gu, "_")
    .replace(/^[.\s-]+/, "_");
  // File systems count bytes, and a name may have an ending yet.
  const short = [...plain]
    .slice(0, 60)
    .join("")
    .replace(/[.\s]+$/, "_");
  return short === "" || reserved.test(short) ? `submission_${short}` : short;
}
