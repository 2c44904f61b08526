import type { Messages } from "../../../core/base/message.ts";

/** The live view of a running cluster. */
export const live = {
  looking: "looking for what there is ...",
  own: "nobody plays: probes of this view ask",
  played: "a run is being played",
  settle: "step {step}: waits for a steady cluster",
  expect: "step {step}: looks on",
  mended: "step {step}: healed, looks on",
  done: "step {step}: done",
  fault: "{title}, {since} ago",
  since: "for {since}",
  nobody: "NOBODY",
  several: { one: "{count} OWNER", other: "{count} OWNERS" },
  node: "node",
  state: "state",
  has: "has",
  is: "is, priority",
  sends: "sends adverts of",
  up: "up",
  off: "OFF",
  frozen: "FROZEN",
  axis: "{seconds} s ago",
  now: "now",
  leave: "q: leave (the cluster stays)",
  "goes-on": "goes on by itself when the step is over",
} as const satisfies Messages;
