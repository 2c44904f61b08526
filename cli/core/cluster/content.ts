/** The bytes of a planned file. Plans are JSON, in journals and on stdout, so what is no text stands there as base64. */
import { isUtf8 } from "node:buffer";
import type { PlannedFile } from "./plan.ts";

export type Content = Pick<PlannedFile, "content" | "encoding">;

/** Bytes as a plan holds them: text where they are valid UTF-8 (a byte order mark is kept), else base64. */
export function contentOf(bytes: Buffer): Content {
  if (isUtf8(bytes)) return { content: bytes.toString("utf8") };
  return { content: bytes.toString("base64"), encoding: "base64" };
}

/** The bytes that reach the node. */
export function bytesOf({ content, encoding }: Content): Buffer {
  return Buffer.from(content, encoding ?? "utf8");
}

/** A file's text, for who reads it line by line; what is no UTF-8 is taken for Latin-1, in which every byte is a letter. */
export function textOf(file: Content): string {
  return file.encoding === undefined ? file.content : bytesOf(file).toString("latin1");
}
