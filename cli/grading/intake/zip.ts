/** A zip's entries: stored or deflated, as its central directory lists them. */
import { crc32 } from "node:zlib";
import { type Entry, fromFdPromise, type ZipFile } from "yauzl";
import { plain } from "../../core/lab/submission/words.ts";
import { zipName } from "./encodings.ts";
import { type Item, noBytes } from "./item.ts";
import { refusal } from "./limits.ts";

/** "Version made by", upper byte: whose attributes these are. */
const unixLike = [3, 19];
const typeBits = 0o170000;
/** Of Unix's modes, what is neither a file nor a folder. */
const others: ReadonlyMap<number, string> = new Map([
  [0o120000, "is a link: links are not followed"],
  [0o010000, "is a pipe, no file"],
  [0o020000, "is a device, no file"],
  [0o060000, "is a device, no file"],
  [0o140000, "is a socket, no file"],
]);
const stored = 0;
const deflated = 8;

/** The descriptor stays open. */
export async function* zipItems(fd: number): AsyncGenerator<Item> {
  const zip = await fromFdPromise(fd, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  });
  for await (const entry of zip.eachEntry()) yield itemOf(zip, entry);
}

function itemOf(zip: ZipFile, entry: Entry): Item {
  const { name, mode } = said(entry);
  const item = {
    name,
    size: entry.uncompressedSize,
    executable: (mode & 0o100) !== 0,
    packed: entry.compressedSize,
    bytes: noBytes,
  };
  const other = others.get(mode & typeBits);
  if (other !== undefined) return { ...item, is: "other", what: other };
  if (name.endsWith("/")) return { ...item, is: "folder" };
  return { ...item, is: "file", bytes: () => bytesOf(zip, entry, name) };
}

/** Said when it is to be read: of what is left out nobody asks. */
function requireReadable(entry: Entry, name: string): void {
  if (entry.isEncrypted()) throw refusal("it is encrypted: hand it in without a password");
  const { compressionMethod: method } = entry;
  if (method === stored || method === deflated) return;
  throw refusal(
    `"${plain(name)}" is packed by method ${method}, which is not opened: pack it with "zip -r", or as .tar.gz`,
  );
}

/** Backslashes part folders where they do on the system that packed it. */
function said(entry: Entry): { readonly name: string; readonly mode: number } {
  const unix = unixLike.includes(entry.versionMadeBy >> 8);
  const name = zipName({
    bytes: entry.fileNameRaw,
    saysUtf8: (entry.generalPurposeBitFlag & 0x800) !== 0,
    unix,
    extras: entry.extraFields,
  });
  const text = name ?? `\ufffd${entry.fileNameRaw.toString("latin1")}`;
  return {
    name: unix ? text : text.replaceAll("\\", "/"),
    mode: unix ? (entry.externalFileAttributes >>> 16) & 0xffff : 0,
  };
}

async function* bytesOf(zip: ZipFile, entry: Entry, name: string): AsyncIterable<Uint8Array> {
  requireReadable(entry, name);
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } finally {
    stream.destroy();
  }
  if (sum >>> 0 !== entry.crc32 >>> 0)
    throw refusal("it is damaged: the checksum of a file does not fit");
}
