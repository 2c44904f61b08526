/** What somebody does to a cluster's containers beside halab, by the engine's own events. */
import { createInterface } from "node:readline";
import type Docker from "dockerode";
import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import type { Outside } from "../../../core/cluster/provider.ts";
import { bound, type Engine } from "../client.ts";
import { wake } from "../helpers.ts";
import { label } from "../labels.ts";
import { type Action, type OwnActions, words } from "./own-actions.ts";

const eventSchema = z.looseObject({
  Action: z.string(),
  Actor: z.looseObject({
    ID: z.string(),
    Attributes: z.record(z.string(), z.string()),
  }),
});

/** An engine's event as something from outside; undefined: halab's own, or of no interest. */
export function outsideOf(
  line: string,
  own: OwnActions,
): (Outside & { readonly id: string; readonly helper: boolean }) | undefined {
  const event = eventSchema.safeParse(jsonOf(line));
  // A line of no event says nothing of the cluster.
  if (!event.success) return undefined;
  const { Action, Actor } = event.data;
  const { name = "", [label.node]: node, [label.helper]: helper } = Actor.Attributes;
  if (!isAction(Action) || own.take(name, Action)) return undefined;
  // A switch's helper is made, started and removed by whichever halab needs it.
  if (node === undefined && Action !== "kill" && Action !== "pause") return undefined;
  const who = node ?? `the helper of the switch (${helper})`;
  const text = `${who} ${words[Action]} from outside of this run (docker ${Action} ${name})`;
  return { node: node ?? "", text, id: Actor.ID, helper: node === undefined };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isAction(action: string): action is Action {
  return action in words;
}

/** Tells of everything from now on, until it is disposed of. A helper that was stopped is woken. */
export async function watchOutside(
  given: Engine,
  which: { readonly cluster: string; readonly own: OwnActions },
  tell: (what: Outside) => void,
  ctx: Ctx,
): Promise<AsyncDisposable> {
  const stop = new AbortController();
  const engine = bound(given, { signal: AbortSignal.any([ctx.signal, stop.signal]) });
  const filters: Docker.GetEventsOptions["filters"] = {
    type: ["container"],
    label: [`${label.cluster}=${which.cluster}`],
    event: Object.keys(words),
  };
  const events: Promise<NodeJS.ReadableStream> = engine.docker.getEvents({ filters });
  const stream = await events;
  const lines = createInterface({ input: stream });
  // It ends with the run, or with the engine, which all else will tell. Both say it: the stream, its reader.
  for (const one of [stream, lines]) one.on("error", () => {});
  lines.on("line", (line) => {
    const what = outsideOf(line, which.own);
    if (!what) return;
    tell({ node: what.node, text: what.text });
    // Whoever waits for it would wait until his deadline, and so would the healing.
    if (what.helper) void wake(engine.docker.getContainer(what.id)).catch(() => {});
  });
  return {
    [Symbol.asyncDispose]: async () => stop.abort(),
  };
}
