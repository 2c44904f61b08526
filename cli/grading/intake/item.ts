/** One entry of an archive or of a folder, whatever it is. */

export interface Item {
  /** As it is written there, from the top, decoded. */
  readonly name: string;
  readonly is: "file" | "folder" | "other";
  /** Of what is neither file nor folder, as the end of a sentence: "is a link to /etc/passwd". */
  readonly what?: string;
  /** As its entry says. */
  readonly size: number;
  readonly executable: boolean;
  /** Bytes that it takes in its archive, where each entry is packed by itself. */
  readonly packed?: number;
  /** What is not read is not unpacked, where the archive allows it. Throws when there is more or less than it says. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** Of what has no bytes. */
export async function* noBytes(): AsyncIterable<Uint8Array> {}
