/** Stands before a server, and tells the first who come what PostgreSQL tells them while it starts. */
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "./server.ts";

const socketName = ".s.PGSQL.5432";

/** ErrorResponse of the frontend/backend protocol: severity, code (cannot_connect_now), message. */
function startingUp(): Buffer {
  const body = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
  const message = Buffer.alloc(5 + body.length);
  message.write("E");
  message.writeInt32BE(4 + body.length, 1);
  message.write(body, 5);
  return message;
}

export class StartingDoor implements AsyncDisposable {
  readonly #dir = mkdtempSync(join(tmpdir(), "halab-door-"));
  readonly #target: string;
  readonly #times: number;
  readonly #door = createServer((guest) => this.#meet(guest));
  refused = 0;

  private constructor(server: Server, times: number) {
    this.#target = join(new URL(server.url).searchParams.get("host") ?? "", socketName);
    this.#times = times;
  }

  /** Refuses so many times. */
  static async before(server: Server, times: number): Promise<StartingDoor> {
    const door = new StartingDoor(server, times);
    await new Promise<void>((resolve, reject) => {
      door.#door.once("error", reject).listen(join(door.#dir, socketName), resolve);
    });
    return door;
  }

  get url(): string {
    return `postgres://postgres@localhost/postgres?host=${encodeURIComponent(this.#dir)}`;
  }

  #meet(guest: Socket): void {
    guest.on("error", () => guest.destroy());
    if (this.refused < this.#times) {
      this.refused += 1;
      guest.once("data", () => guest.end(startingUp()));
      return;
    }
    const host = connect(this.#target);
    host.on("error", () => guest.destroy());
    guest.pipe(host).pipe(guest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#door.close(resolve));
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
