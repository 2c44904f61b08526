import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import Docker from "dockerode";
import { describe, expect, it, vi } from "vitest";
import { boundTo, deadlineMs } from "../../../cli/providers/docker/api/requests.ts";
import { engineError } from "../../../cli/providers/docker/client.ts";
import { TempDir } from "../../fixtures/temp.ts";

type Answer = (response: ServerResponse) => void;

/** An engine that accepts every request; it answers those that match, and stands still else. */
async function standing(answers = /^$/, answer: Answer = (response) => response.end("[]")) {
  const temp = new TempDir();
  const path = join(temp.path, "d.sock");
  const waiting = new Set<() => void>();
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    for (const tell of waiting) tell();
    if (answers.test(request.url ?? "")) answer(response);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    docker: new Docker({ socketPath: path }),
    asked: () =>
      new Promise<void>((resolve) => {
        if (asked > 0) resolve();
        else waiting.add(resolve);
      }),
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
      temp[Symbol.dispose]();
    },
  };
}

const { setTimeout: realTimeout } = globalThis;
/** What an engine said in its last moment is here by then. */
const arrived = () => new Promise((resolve) => realTimeout(resolve, 50));

describe("an engine that accepts and then stands still", () => {
  it.each([
    ["a list", (docker: Docker) => docker.listContainers()],
    ["a question", (docker: Docker) => docker.getContainer("x").inspect()],
    ["a start", (docker: Docker) => docker.getContainer("x").start()],
    ["a removal", (docker: Docker) => docker.getNetwork("x").remove()],
    ["an exec", (docker: Docker) => docker.getContainer("x").exec({ Cmd: ["true"] })],
    [
      "an attach",
      (docker: Docker) => docker.getContainer("x").attach({ stream: true, hijack: true }),
    ],
    ["a wait", (docker: Docker) => docker.getContainer("x").wait()],
  ])("is left at once when the work is cancelled: %s", async (_, ask) => {
    using engine = await standing();
    const stop = new AbortController();
    const answer = ask(boundTo(engine.docker, stop.signal));
    await engine.asked();
    stop.abort(new Error("enough"));
    const error = await answer.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(engineError(error, "asking").code).toBe("CANCELLED");
  });

  const half = (response: ServerResponse, then: () => void) => response.write("[", then);
  const halves: [string, Answer][] = [
    ["stands still", (response) => half(response, () => {})],
    ["dies", (response) => half(response, () => response.socket?.destroy())],
  ];

  it.each(halves)(
    "is left at once also where it %s in the midst of an answer",
    async (_, answer) => {
      using engine = await standing(/containers/, answer);
      const stop = new AbortController();
      const list = boundTo(engine.docker, stop.signal).listContainers();
      const caught = list.catch((error: unknown) => engineError(error, "asking"));
      await engine.asked();
      await arrived();
      stop.abort();
      expect(await caught).toMatchObject({ code: "CANCELLED" });
    },
  );

  it.each([
    ["says nothing", /^$/, () => {}] as const,
    ...halves.map(([what, answer]) => [`${what} in the midst`, /containers/, answer] as const),
  ])("is said to be one when the deadline is over: it %s", async (_, answers, answer) => {
    using engine = await standing(answers, answer);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const never = new AbortController().signal;
      const answer = boundTo(engine.docker, never).listContainers();
      const caught = answer.catch((error: unknown) => engineError(error, "asking what is there"));
      await engine.asked();
      await arrived();
      vi.advanceTimersByTime(deadlineMs({ method: "GET", path: "/containers/json?" }));
      expect(await caught).toMatchObject({
        code: "ENGINE_UNAVAILABLE",
        message: expect.stringMatching(
          /asking what is there: .*accepted GET \/containers\/json and did not answer in 30 s/,
        ),
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it("one that answers is not disturbed, and what was asked of it before is not either", async () => {
    using engine = await standing(/containers/);
    const stop = new AbortController();
    const docker = boundTo(engine.docker, stop.signal);
    expect(await docker.listContainers()).toEqual([]);
    stop.abort();
    const other = boundTo(engine.docker, new AbortController().signal);
    expect(await other.listContainers()).toEqual([]);
  });

  it.each([
    ["GET", "/containers/json?", 30],
    ["POST", "/containers/x/start", 60],
    ["DELETE", "/networks/x", 60],
    ["POST", "/build?", 1800],
    ["POST", "/images/create?", 1800],
    ["POST", "/containers/x/wait?", 43_200],
  ])("%s %s may take %d s", (method, path, seconds) => {
    expect(deadlineMs({ method, path })).toBe(seconds * 1000);
  });
});
