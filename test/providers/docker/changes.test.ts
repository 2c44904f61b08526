import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import Docker from "dockerode";
import { describe, expect, it } from "vitest";
import { changedPaths, mostListed } from "../../../cli/providers/docker/api/changes.ts";
import { boundTo } from "../../../cli/providers/docker/api/requests.ts";
import { engineError, statusOf } from "../../../cli/providers/docker/client.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** What was changed in the container x of an engine that answers so. */
async function changedOf(
  answer: (response: ServerResponse) => void,
  signal = new AbortController().signal,
) {
  using temp = new TempDir();
  const path = join(temp.path, "d.sock");
  const server = createServer((request, response) => {
    expect(request.url).toBe("/containers/x/changes");
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    const docker = boundTo(new Docker({ socketPath: path }), signal);
    return await changedPaths(docker.getContainer("x"), "lb1");
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("what was changed in a container", () => {
  it.each([
    [
      [
        { Path: "/etc", Kind: 0 },
        { Path: "/etc/x", Kind: 1 },
      ],
      ["/etc", "/etc/x"],
    ],
    [null, []],
  ])("%j", async (said, paths) => {
    expect(await changedOf((response) => response.end(JSON.stringify(said)))).toEqual(paths);
  });

  it("is not kept without a limit: too much of it is the node's doing", async () => {
    let sent = 0;
    const line = `{"Path":"/${"x".repeat(2 ** 16)}","Kind":1},`;
    const pour = (response: ServerResponse) => {
      while (!response.destroyed && response.write(line)) sent += line.length;
      response.once("drain", () => pour(response));
    };
    const asked = changedOf((response) => {
      response.write("[");
      pour(response);
    });
    await expect(asked).rejects.toMatchObject({ code: "NODE_REFUSED", node: "lb1" });
    expect(sent).toBeLessThan(mostListed * 4);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ["ENGINE_UNAVAILABLE", (response) => response.write("[", () => response.socket?.destroy())],
    ["ENGINE_FAILED", (response) => response.writeHead(500).end("{}")],
  ])("is an error, %s, where the engine does not say it", async (code, answer) => {
    const error = await changedOf(answer).catch((reason: unknown) => reason);
    expect(engineError(error, "looking").code).toBe(code);
  });

  it("is nothing of a container that is not there", async () => {
    const gone = changedOf((response) => response.writeHead(404).end("{}"));
    expect(statusOf(await gone.catch((reason: unknown) => reason))).toBe(404);
  });

  it("is left at once when the work is cancelled", async () => {
    const stop = new AbortController();
    const asked = changedOf((response) => {
      response.write("[", () => setTimeout(() => stop.abort(), 20));
    }, stop.signal);
    await expect(asked).rejects.toThrow();
  });
});
