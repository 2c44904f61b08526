import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import { openPostgres } from "../../../cli/grading/queue/postgres.ts";
import { openMs, queueContract } from "./contract.ts";
import { serverDescribe } from "./need-server.ts";
import { result } from "./results.ts";
import { Server } from "./server.ts";
import { StartingDoor } from "./starting-door.ts";

serverDescribe("a queue at a server", () => {
  queueContract(async () => {
    const server = await Server.start();
    const farm = await server.open();
    return {
      farm,
      close: async () => {
        await farm[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    };
  });
});

serverDescribe("a queue that hosts share", () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  }, openMs);
  afterAll(() => server?.[Symbol.asyncDispose]());

  const ids = Array.from({ length: 40 }, (_, at) => ({ id: `s${at}` }));

  it("gives nothing to two of them, however many ask at once", async () => {
    const hosts = await Promise.all(Array.from({ length: 4 }, () => server.open()));
    const queues = hosts.map((host) => host.queueOf("many"));
    await Promise.all(queues.map((queue) => queue.enqueue(ids)));
    const taken: string[] = [];
    const take = async (queue: (typeof queues)[number]) => {
      for (;;) {
        const lease = await queue.lease("waiting");
        if (!lease) return;
        taken.push(lease.id);
        expect(await queue.complete(lease, { result: result(lease.id) })).toBe(true);
      }
    };
    await Promise.all(queues.flatMap((queue) => [take(queue), take(queue)]));
    for (const host of hosts) await host[Symbol.asyncDispose]();
    expect(taken.sort()).toEqual(ids.map(({ id }) => id).sort());
  });

  it("goes on when its server was killed and is there again", async () => {
    await using host = await server.open();
    const queue = host.queueOf("killed");
    await queue.enqueue(ids.slice(0, 2));
    const first = await queue.lease("waiting");
    if (!first) throw new Error("nothing waits");
    await server.kill();
    const beat = queue.heartbeat(first);
    const second = queue.lease("waiting");
    await server.start();
    expect(await beat).toBe(true);
    expect((await second)?.id).toBe("s1");
    expect(await queue.complete(first, { result: result("s0") })).toBe(true);
  });

  it("is not waited for any more by a host that is told to end", async () => {
    const stop = new AbortController();
    const host = await server.open(stop.signal);
    await server.kill();
    const lease = host.queueOf("gone").lease("waiting");
    // Until it is told, it waits: the server may come back.
    const first = await Promise.race([lease, systemClock.wait(1500).then(() => "waits")]);
    expect(first).toBe("waits");
    stop.abort();
    await expect(lease).rejects.toThrow();
    await host[Symbol.asyncDispose]();
    await server.start();
  });

  it("is waited for where it is just starting", async () => {
    await using door = await StartingDoor.before(server, 2);
    const database = await openPostgres(door.url, AbortSignal.timeout(openMs));
    expect((await database.executeSql("SELECT 7 AS n")).rows).toEqual([{ n: 7 }]);
    expect(door.refused).toBe(2);
    await database[Symbol.asyncDispose]();
  });

  it("is not waited for where there is none, and its password is in no message", async () => {
    const wrong = openPostgres(
      "postgres://me:secret@127.0.0.1:1/halab",
      AbortSignal.timeout(openMs),
    );
    await expect(wrong).rejects.toMatchObject({ code: "ENGINE_UNAVAILABLE" });
    await expect(wrong).rejects.not.toThrow("secret");
  });
});

describe("where a queue is", () => {
  it("is told by an address, which is shown without its password", async () => {
    const { requireQueueUrl, withoutPassword } = await import("../../../cli/grading/queue/url.ts");
    expect(withoutPassword("postgres://me:secret@host/db")).toBe("postgres://me@host/db");
    expect(() => requireQueueUrl("redis://me:secret@host")).toThrow(/"redis:\/\/me@host" is no/);
    expect(requireQueueUrl("postgresql://host/db")).toBe("postgresql://host/db");
  });
});
