/** A way to the engine that can be cut: a socket of ours in front of the engine's. */
import { existsSync, rmSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";

export interface Proxy extends AsyncDisposable {
  readonly host: string;
  /** Requests that went through. */
  readonly requests: number;
  /** From now on it is as if the engine had died. */
  cut(): void;
}

/** Dies in front of request `after` + 1, and takes every open connection with it. */
export async function openProxy(path: string, after = Number.POSITIVE_INFINITY): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let requests = 0;
  let dead = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const cut = () => {
    dead = true;
    server.close();
    for (const socket of sockets) socket.destroy();
    rmSync(path, { force: true });
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    const upstream = createConnection({ path: engineSocket(), allowHalfOpen: true });
    keep(upstream);
    let stream = false;
    client.on("data", (chunk: Buffer) => {
      if (dead) return;
      const head = /^(GET|HEAD|POST|PUT|DELETE) \S+ HTTP\/1\.1\r\n/.exec(chunk.toString("latin1"));
      if (!stream && head) {
        requests += 1;
        if (requests > after) return cut();
        // What follows an upgrade is no request, whatever it looks like.
        stream = /\/(attach|start)\?/.test(head[0]) || /Upgrade: tcp/i.test(chunk.toString());
      }
      upstream.write(chunk);
    });
    client.on("end", () => upstream.end());
    client.on("close", () => upstream.destroy());
    upstream.on("data", (chunk: Buffer) => client.write(chunk));
    upstream.on("end", () => client.end());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(path, resolve);
  });
  return {
    host: `unix://${path}`,
    get requests() {
      return requests;
    },
    cut,
    [Symbol.asyncDispose]: async () => cut(),
  };
}

/** Where the engine itself listens. */
function engineSocket(): string {
  const named = /^unix:\/\/(.*)$/.exec(process.env["DOCKER_HOST"] ?? "")?.[1];
  const path = named ?? "/var/run/docker.sock";
  if (!existsSync(path)) throw new Error(`the engine has no socket ${path}`);
  return path;
}
