import { pack } from "tar-stream";

/** Files as one tar, in their order. */
export async function tarOf(
  files: readonly {
    readonly name: string;
    readonly mode: number;
    readonly content: string | Buffer;
  }[],
): Promise<Buffer> {
  const archive = pack();
  for (const { name, mode, content } of files) {
    if (typeof content === "string") archive.entry({ name, mode }, content);
    else archive.entry({ name, mode }, content);
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  // tar-stream's own stream type stands for Node's.
  for await (const chunk of archive as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
