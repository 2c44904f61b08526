import { pack } from "tar-stream";

export interface Packed {
  readonly name: string;
  readonly mode: number;
  readonly content: string | Buffer;
  /** Default: root's. */
  readonly gid?: number;
  /** Default: now. */
  readonly mtime?: Date;
}

/** Files as one tar, in their order. */
export async function tarOf(files: readonly Packed[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of files) archive.entry(header, Buffer.from(content));
  archive.finalize();
  const chunks: Uint8Array[] = [];
  // tar-stream's own stream type stands for Node's.
  for await (const chunk of archive as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
