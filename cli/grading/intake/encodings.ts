/** Names in archives are bytes: how they were written, as far as it can be told. */
import { crc32 } from "node:zlib";

/**
 * The upper half of code page 850, which western DOS and Windows write names in. Of letters it has all that code
 * page 437 has, at the same places, Greek ones apart; where 437 draws boxes it has letters.
 */
const upper850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";
const upper = [...upper850];

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const western = new TextDecoder("windows-1252");

/** Undefined when the bytes are no UTF-8. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function latin1(bytes: Uint8Array): string {
  return western.decode(bytes);
}

function cp850(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : (upper[byte - 0x80] ?? ""),
  ).join("");
}

/** What a zip says of one name. */
interface ZipName {
  readonly bytes: Buffer;
  /** General purpose bit 11. */
  readonly saysUtf8: boolean;
  /** Packed by a system of Unix's kind, which a backslash is a letter to. */
  readonly unix: boolean;
  readonly extras: readonly { readonly id: number; readonly data: Buffer }[];
}

/** Info-ZIP's Unicode path: version 1, the CRC of the plain name, the name. */
const unicodePath = 0x7075;

/** Undefined when it says that it is UTF-8 and is not. */
export function zipName({ bytes, saysUtf8, unix, extras }: ZipName): string | undefined {
  const extra = extras.find(({ id }) => id === unicodePath)?.data;
  const meant = extra !== undefined && extra[0] === 1 && extra.length > 5;
  if (meant && extra.readUInt32LE(1) === crc32(bytes)) return utf8(extra.subarray(5));
  const text = utf8(bytes);
  if (saysUtf8 || text !== undefined) return text;
  return unix ? latin1(bytes) : cp850(bytes);
}

/** A name of a tar, whose bytes were taken for Latin-1. */
export function tarName(name: string): string {
  const bytes = Buffer.from(name, "latin1");
  return utf8(bytes) ?? latin1(bytes);
}
