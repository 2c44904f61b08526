/** Words for what lies in a submission: names and sizes as people are told them, and what bytes look like. */
import { ellipsis, visible } from "../../base/clean.ts";
import { threeDigits } from "../../base/numbers.ts";

/** A name that somebody else chose, in a sentence; in a hint, which is to be typed, it is `visible` and whole. */
export function plain(name: string): string {
  return ellipsis(visible(name), 200);
}

export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${threeDigits(bytes / 2 ** 10)} KiB`;
  const mib = bytes / 2 ** 20;
  return mib < 2 ** 10 ? `${threeDigits(mib)} MiB` : `${threeDigits(mib / 2 ** 10)} GiB`;
}

/** What the first bytes of a file say that it is, if it is an archive. */
export function archiveKind(head: Buffer): string | undefined {
  const begins = (...bytes: readonly number[]) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));
  if (begins(0x50, 0x4b, 0x03, 0x04) || begins(0x50, 0x4b, 0x05, 0x06)) return "a zip archive";
  if (begins(0x1f, 0x8b)) return "a gzip archive";
  if (begins(0x42, 0x5a, 0x68)) return "a bzip2 archive";
  if (begins(0xfd, 0x37, 0x7a, 0x58, 0x5a)) return "an xz archive";
  if (begins(0x28, 0xb5, 0x2f, 0xfd)) return "a zstd archive";
  if (begins(0x37, 0x7a, 0xbc, 0xaf)) return "a 7z archive";
  if (begins(0x52, 0x61, 0x72, 0x21)) return "a rar archive";
  return head.subarray(257, 262).toString("latin1") === "ustar" ? "a tar archive" : undefined;
}

/** How Unicode was written that no daemon here reads, and what to do. */
export function wrongEncoding(bytes: Buffer): string | undefined {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || alternates(bytes))
    return "is UTF-16 text, of which a daemon reads every second byte as nothing: save it as UTF-8";
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return "begins with a byte order mark, which a daemon takes for a part of the first word: save it as UTF-8 without one";
  return undefined;
}

/** UTF-16 without a mark: of Latin letters, every second byte is 0. */
function alternates(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 512);
  if (head.length < 4) return false;
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const half = head.length / 2;
  return (odd > half * 0.8 && even < half * 0.2) || (even > half * 0.8 && odd < half * 0.2);
}

/** Why something cannot be read, by what the system said. */
export function unreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "EACCES" || code === "EPERM") return "may not be read: it lacks the permission";
  if (code === "ELOOP" || code === "ENOTDIR" || code === "ENOENT")
    return "changed while it was being read";
  return `cannot be read (${plain(code)})`;
}
