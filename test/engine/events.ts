/** What the engine did, as it happens: the points at which tests act. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { engine } from "./residue.ts";

interface EngineEvent {
  /** "container start", "network create" ... */
  readonly what: string;
  readonly name: string;
}

export interface Events extends AsyncDisposable {
  /** Resolves when the `nth` event of that kind has come, for things whose name begins so. */
  nth(what: string, nth: number, timeoutMs?: number): Promise<EngineEvent>;
}

/** Events of one cluster's containers and networks, from now on. */
export async function watchEvents(cluster: string): Promise<Events> {
  const docker = await engine();
  const stream = (await docker.getEvents({
    filters: { type: ["container", "network"] },
  })) as Readable;
  const seen: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  const reader = createInterface({ input: stream });
  reader.on("line", (line) => {
    const event: { Type: string; Action: string; Actor: { Attributes: Record<string, string> } } =
      JSON.parse(line);
    const name = event.Actor.Attributes["name"] ?? "";
    if (!name.startsWith(`halab-${cluster}-`)) return;
    seen.push({ what: `${event.Type} ${event.Action.split(":")[0]}`, name });
    for (const look of waiting) look();
  });
  return {
    nth: (what, nth, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = seen.filter((event) => event.what === what)[nth - 1];
          if (found) settle(() => resolve(found));
        };
        const timer = setTimeout(() => {
          const all = seen.map((event) => `${event.what} ${event.name}`).join("\n");
          settle(() => reject(new Error(`no event "${what}" number ${nth}; seen:\n${all}`)));
        }, timeoutMs);
        const settle = (then: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          then();
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      reader.close();
      stream.destroy();
    },
  };
}
