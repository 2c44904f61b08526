/** The same in lines, for who reads or hears them one after the other: only what changed. Pure but for what it remembers. */
import type { JournalEvent } from "../../core/journal/events.ts";
import { teller } from "../../report/text/told.ts";
import { type LiveView, type Slot, slotNs } from "./view.ts";

/** Requests of a slot have their outcome by then, whatever the probe's timeout is, as a rule. */
const decidedNs = 1.5e9;

type Service = "ok" | "some" | "none";

/** Events in words; a watch of the watcher's own begins without a word. */
export function eventTeller(): (event: JournalEvent, own: boolean) => string | undefined {
  let tell = teller();
  return (event, own) => {
    if (event.kind === "run") tell = teller();
    return event.kind === "run" && own ? undefined : tell(event);
  };
}

/** Told a view again and again, it says when a probe's users begin or cease to be served. */
export function serviceTeller(): (view: LiveView, nowNs: number) => readonly string[] {
  const before = new Map<string, { readonly state: Service; readonly at: number }>();
  return (view, nowNs) =>
    view.strips.flatMap(({ probe, slots }) => {
      const last = slots.findLast(({ at }) => (at + 1) * slotNs + decidedNs <= nowNs);
      const known = before.get(probe);
      if (!last || (known && known.at >= last.at)) return [];
      const state = serviceIn(last);
      before.set(probe, { state, at: last.at });
      const changed = known ? known.state !== state : state !== "ok";
      return changed ? [`${probe}: ${words[state]}`] : [];
    });
}

function serviceIn({ sent, lost }: Slot): Service {
  if (lost === 0) return "ok";
  return lost < sent ? "some" : "none";
}

const words: Readonly<Record<Service, string>> = {
  ok: "every request is answered",
  some: "some requests are lost",
  none: "no request is answered",
};
