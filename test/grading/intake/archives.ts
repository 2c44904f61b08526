/** Archives made byte by byte, also such as no tool makes. */
import { crc32, deflateRawSync, gzipSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly bytes?: Buffer | string;
  /** Unix's mode, with its type; left out: packed by Windows. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What its entry says, where that is not so. */
  readonly size?: number;
  readonly crc?: number;
  readonly extra?: Buffer;
}

const utf8Flag = 0x800;

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, listed } = zipEntry(entry, at);
    locals.push(local);
    central.push(listed);
    at += local.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
}

function zipEntry(entry: ZipEntry, at: number): { local: Buffer; listed: Buffer } {
  const { flags = typeof entry.name === "string" ? utf8Flag : 0, method = 8, mode } = entry;
  const name = Buffer.from(entry.name as string);
  const bytes = Buffer.from((entry.bytes ?? "") as string);
  const packed = method === 8 ? deflateRawSync(bytes) : bytes;
  const extra = entry.extra ?? Buffer.alloc(0);
  // From "version needed" to "length of the extra field": the same in both headers.
  const same = Buffer.alloc(26);
  same.writeUInt16LE(20, 0);
  same.writeUInt16LE(flags, 2);
  same.writeUInt16LE(method, 4);
  same.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
  same.writeUInt32LE(packed.length, 14);
  same.writeUInt32LE(entry.size ?? bytes.length, 18);
  same.writeUInt16LE(name.length, 22);
  same.writeUInt16LE(extra.length, 24);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(0x04034b50);
  const first = Buffer.alloc(6);
  first.writeUInt32LE(0x02014b50);
  first.writeUInt16LE(((mode === undefined ? 0 : 3) << 8) | 20, 4);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 6);
  rest.writeUInt32LE(at, 10);
  return {
    local: Buffer.concat([head, same, name, extra, packed]),
    listed: Buffer.concat([first, same, rest, name, extra]),
  };
}

export interface TarEntry {
  readonly name: string | Buffer;
  readonly bytes?: Buffer | string;
  /** "0" a file, "1" a hard link, "2" a link, "3" "4" devices, "5" a folder, "6" a pipe, "S" sparse. */
  readonly type?: string;
  readonly mode?: number;
  readonly target?: string;
  readonly size?: number;
}

export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(1_024)]);
}

export function tgzOf(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries));
}

function tarEntry({ name, bytes = "", type = "0", mode = 0o644, ...rest }: TarEntry): Buffer[] {
  const content = Buffer.from(bytes as string);
  const header = Buffer.alloc(512);
  header.set(Buffer.from(name as string).subarray(0, 100), 0);
  const octal = (value: number, at: number, length: number) =>
    header.write(value.toString(8).padStart(length - 1, "0"), at, "latin1");
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(rest.size ?? content.length, 124, 12);
  octal(0, 136, 12);
  header.write("        ", 148, "latin1");
  header.write(type, 156, "latin1");
  header.write(rest.target ?? "", 157, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    8,
  );
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}
