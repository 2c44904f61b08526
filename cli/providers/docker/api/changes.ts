/** What was changed in a container's file system, whoever is root in it. */
import type { Readable } from "node:stream";
import type Docker from "dockerode";
import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";

/** The list of some 100,000 files; what a lab's node changes is some hundred. */
export const mostListed = 8 * 2 ** 20;

const changesOf = z.array(z.object({ Path: z.string() })).nullable();

/** Throws NODE_REFUSED when there are so many that their list is longer than it may be. */
export async function changedPaths(
  container: Docker.Container,
  node: string,
): Promise<readonly string[]> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // Not `changes()`, which keeps whatever comes.
  for await (const part of await listOf(container)) {
    const data = Buffer.from(part);
    bytes += data.length;
    if (bytes > mostListed) throw tooMany(node);
    parts.push(data);
  }
  const list = changesOf.parse(JSON.parse(Buffer.concat(parts).toString())) ?? [];
  return list.map(({ Path }) => Path);
}

function listOf({ id, modem }: Docker.Container): Promise<Readable> {
  const request = {
    path: `/containers/${id}/changes`,
    method: "GET",
    isStream: true,
    statusCodes: { 200: true, 404: "no such container", 500: "server error" },
  };
  return new Promise((resolve, reject) => {
    modem.dial(request, (error: unknown, list: Readable) =>
      error ? reject(error) : resolve(list),
    );
  });
}

function tooMany(node: string): HalabError {
  const most = `${mostListed / 2 ** 20} MiB`;
  return new HalabError(
    "NODE_REFUSED",
    `so many files were changed in it that their list is longer than ${most}`,
    { node },
  );
}
