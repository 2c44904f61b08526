/** A tar's entries, however it is packed: read once, in their order. */
import { readSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ReadableStream } from "node:stream/web";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { messageOf } from "../../core/base/error.ts";
import { tarName } from "./encodings.ts";
import { type Item, noBytes } from "./item.ts";
import { refusal } from "./limits.ts";

const others: Readonly<Record<string, string>> = {
  symlink: "is a link: links are not followed",
  link: "is a hard link: hand in the file itself",
  "character-device": "is a device, no file",
  "block-device": "is a device, no file",
  fifo: "is a pipe, no file",
};

const chunkBytes = 2 ** 16;
/** Names are bytes: what they are is told by them. tar-stream's types do not know the option. */
const options = { highWaterMark: chunkBytes, filenameEncoding: "latin1" };

/** What a tar is packed by. */
export type TarPacking = keyof typeof unpackers;

type Chunks = AsyncIterable<Uint8Array>;

/** Each takes bytes, and gives them unpacked. */
const unpackers = {
  nothing: () => (chunks: Chunks) => chunks,
  gzip: () => createGunzip(),
  zstd: () => createZstdDecompress(),
  xz: () => unxz,
};

/** By xz's own decoder, as WebAssembly: it holds 64 MiB of what came out at most, whatever the archive asks for. */
async function* unxz(chunks: Chunks): Chunks {
  const { default: xz } = await import("xz-decompress");
  // The library's own type is the browser's.
  const packed = ReadableStream.from(chunks) as ConstructorParameters<
    typeof xz.XzReadableStream
  >[0];
  yield* new xz.XzReadableStream(packed) as unknown as Chunks;
}

/**
 * What comes out of it is counted before anything else sees it, left out or not: `count` may throw. tar-stream holds
 * no more in memory than its buffers and one long header (4 MiB at most). The descriptor stays open.
 */
export async function* tarItems(
  fd: number,
  packed: TarPacking,
  count: (bytes: number) => void,
): AsyncGenerator<Item> {
  const tar = extract(options);
  const counted = async function* (chunks: Chunks) {
    for await (const chunk of chunks) {
      count(chunk.length);
      yield chunk;
    }
  };
  // tar-stream's own stream type stands for Node's.
  const sink = tar as unknown as NodeJS.WritableStream;
  const flow = pipeline(chunksOf(fd), unpackers[packed](), counted, sink);
  let some = false;
  try {
    for await (const entry of tar) {
      some = true;
      yield itemOf(entry.header, entry as unknown as AsyncIterable<Uint8Array>);
      entry.resume();
    }
    await flow;
  } catch (error) {
    // The entries' own end says less than what ended them.
    const cause: unknown = await flow.then(
      () => error,
      (first: unknown) => first,
    );
    if (packed !== "nothing" && !some && /tar header/i.test(messageOf(cause)))
      throw refusal(`it is packed by ${packed}, and holds no tar`);
    throw cause;
  } finally {
    tar.destroy();
    await flow.catch(() => undefined);
  }
}

async function* chunksOf(fd: number): AsyncIterable<Uint8Array> {
  for (let at = 0; ; ) {
    // A new one each time: whoever took the last may hold it still.
    const chunk = Buffer.alloc(chunkBytes);
    const length = readSync(fd, chunk, 0, chunkBytes, at);
    if (length === 0) return;
    at += length;
    yield chunk.subarray(0, length);
  }
}

function itemOf(header: Header, bytes: AsyncIterable<Uint8Array>): Item {
  const pax = new Map<string, unknown>(Object.entries(header.pax ?? {}));
  const path = pax.get("path");
  const item = {
    name: typeof path === "string" ? path : tarName(header.name),
    size: header.size ?? 0,
    executable: ((header.mode ?? 0) & 0o100) !== 0,
    bytes: noBytes,
  };
  const { type } = header;
  if (type === "directory") return { ...item, is: "folder" };
  const sparse = [...pax.keys()].some((key) => key.startsWith("GNU.sparse."));
  if (!sparse && (type === "file" || type === "contiguous-file"))
    return { ...item, is: "file", bytes: () => bytes };
  const what = others[String(type)] ?? "is packed in a way that is not read (sparse, or older)";
  return { ...item, is: "other", what };
}
