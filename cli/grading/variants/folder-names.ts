/** A folder's name for each student, that every file system takes. Pure. */
import { keyed } from "./draw.ts";

/** Windows keeps these for devices. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const longest = 60;

/** By id: letters, digits, `.`, `_`, `@` and `-`; where two would be the same on some system, with digits of a hash. */
export function folderNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const plain = ids.map((id) => [id, plainName(id)] as const);
  const times = new Map<string, number>();
  for (const [, name] of plain) {
    const key = name.toLowerCase();
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return new Map(
    plain.map(([id, name]) => {
      const alone = times.get(name.toLowerCase()) === 1 && name !== "";
      const hash = keyed("folder", [id]).toString(16).padStart(64, "0").slice(0, 6);
      return [id, alone ? name : `${name === "" ? "student" : name}-${hash}`];
    }),
  );
}

function plainName(id: string): string {
  const name = id
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._@-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, longest);
  return devices.test(name) ? `student-${name}` : name;
}
