/** A roster's bytes -> text: as spreadsheets, campus systems and learning platforms write them. Pure. */
import { isUtf8 } from "node:buffer";

/** Byte order marks, and what they say. */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** Without a mark: UTF-16 by its zeros, UTF-8 where it is that, else one of Windows'. */
export function decoded(bytes: Buffer): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Buffer): string {
  for (const [mark, encoding] of marks)
    if (mark.every((byte, at) => bytes[at] === byte)) return encoding;
  const head = bytes.subarray(0, 200);
  const zeros = (parity: number) => head.filter((byte, at) => byte === 0 && at % 2 === parity);
  const half = head.length / 2;
  if (head.length > 3 && zeros(1).length > half * 0.7) return "utf-16le";
  if (head.length > 3 && zeros(0).length > half * 0.7) return "utf-16be";
  if (isUtf8(bytes)) return "utf-8";
  // The Hungarian double acutes are letters with a tilde or a circumflex in Western Europe's table, which names rarely have.
  return bytes.some((byte) => [0xd5, 0xdb, 0xf5, 0xfb].includes(byte))
    ? "windows-1250"
    : "windows-1252";
}
