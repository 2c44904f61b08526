import type Docker from "dockerode";

/** The last lines that a container (or the VM in it) printed. */
export async function consoleOf(container: Docker.Container, lines: number): Promise<string> {
  const data = await container.logs({ stdout: true, stderr: true, tail: lines });
  return demux(data).replaceAll("\r", "");
}

/** Log output comes in the same frames: 8 bytes of header, the last four the length. */
function demux(data: Buffer): string {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= data.length && (data[at] ?? 9) <= 2) {
    const length = data.readUInt32BE(at + 4);
    parts.push(data.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return (parts.length > 0 ? Buffer.concat(parts) : data).toString();
}
