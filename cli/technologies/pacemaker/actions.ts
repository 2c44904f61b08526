/** What Pacemaker had its resource agents do, as the nodes logged it (`halab-actions`). */
import { z } from "zod";
import { OwnerHistory } from "../../core/journal/address-owners.ts";
import type { RunView } from "../../core/journal/view.ts";
import { type Followed, type Told, toldBy } from "../../core/kinds/probe.ts";

const actionSchema = z.union([
  /** What ran there already when the watching began. */
  z.object({ active: z.array(z.string()) }),
  z.object({ begin: z.string(), of: z.string() }),
  z.object({ end: z.string(), of: z.string(), result: z.string() }),
]);

type Action = Readonly<z.infer<typeof actionSchema>>;
type Answer = Extract<Action, { readonly end: string }>;

/** A stop that failed leaves it active: nobody knows better, and that is the point. Undefined: it says nothing of that. */
function activeAfter({ end, result }: Answer): boolean | undefined {
  if (end === "stop") return result !== "ok";
  return end === "start" || end === "probe" ? result === "ok" : undefined;
}

const pattern = /^(\d+)\.(\d{6}) (begin|end) ([a-z_]+) (\S+)(?: (.*))?$/;

function parseLine(line: string) {
  const [, seconds, micros, phase, action = "", of = "", result = ""] = pattern.exec(line) ?? [];
  if (phase === undefined) return undefined;
  const atNs = Number(seconds) * 1e9 + Number(micros) * 1000;
  const value: Action = phase === "begin" ? { begin: action, of } : { end: action, of, result };
  return { atNs, value };
}

/** Of one node's halab-actions: what it did before is told as what runs there now. */
export function actionParser(): Followed["parse"] {
  const active = new Set<string>();
  let live = false;
  const learn = (value: Action) => {
    const now = "end" in value ? activeAfter(value) : undefined;
    if (now !== undefined && "end" in value) active[now ? "add" : "delete"](value.of);
  };
  return (line) => {
    if (line === "now") {
      live = true;
      return { value: { active: [...active] } };
    }
    const told = parseLine(line);
    if (live) return told;
    if (told) learn(told.value);
    return undefined;
  };
}

/** A start or a stop on one node, from when its agent was asked until it had answered. */
export interface ActionRun {
  readonly action: "start" | "stop";
  readonly of: string;
  readonly node: string;
  readonly fromNs: number;
  /** Undefined: it never answered, or its node went. */
  readonly toNs: number | undefined;
  readonly ok: boolean;
}

/** A resource on a node, as a history of places has it. */
export const placeOf = (resource: string, node: string) => `${resource} on ${node}`;
export const nodeOf = (place: string) => place.slice(place.lastIndexOf(" ") + 1);

/** What becomes of these resources by it: active, or not. */
function changesIn(value: Action, of: readonly string[]): (readonly [string, boolean])[] {
  if ("active" in value) return of.map((one) => [one, value.active.includes(one)]);
  if (!("end" in value) || !of.includes(value.of)) return [];
  const active = activeAfter(value);
  return active === undefined ? [] : [[value.of, active]];
}

/** What the nodes of one probe told. */
export class Actions {
  readonly #told: readonly Told<Action>[];
  readonly #power: RunView["power"];

  constructor(run: RunView, probe: string) {
    this.#told = toldBy(run, probe, actionSchema);
    this.#power = run.power;
  }

  /** Whether they told of anything at all. */
  get known(): boolean {
    return this.#told.length > 0;
  }

  #answers(of: string) {
    return this.#told.flatMap(({ t, node, value }) =>
      "end" in value && value.of === of ? [{ t, node, ...value }] : [],
    );
  }

  /** Starts and stops of these resources, in the order in which they began. */
  runs(of: readonly string[]): readonly ActionRun[] {
    const tasks = ["start", "stop"] as const;
    const all = tasks.flatMap((action) => of.flatMap((one) => this.#runsOf(action, one)));
    return all.sort((a, b) => a.fromNs - b.fromNs);
  }

  #runsOf(action: "start" | "stop", of: string): ActionRun[] {
    const answers = this.#answers(of).filter(({ end }) => end === action);
    return this.#told.flatMap(({ t, node, value }) => {
      if (!("begin" in value) || value.begin !== action || value.of !== of) return [];
      const answer = answers.find((one) => one.node === node && one.t >= t);
      return [{ action, of, node, fromNs: t, toNs: answer?.t, ok: answer?.result === "ok" }];
    });
  }

  /** When a node had first answered, in this time, whether it runs the resource. */
  askedNs(of: string, node: string, fromNs: number, toNs: number): number | undefined {
    const answers = this.#answers(of).filter((one) => one.end === "probe" && one.node === node);
    return answers.find(({ t }) => t >= fromNs && t <= toNs)?.t;
  }

  /** On which nodes these resources are active, when: places (`placeOf`). A node without power runs nothing. */
  activity(of: readonly string[]): OwnerHistory {
    const history = new OwnerHistory();
    for (const { t, node, value } of this.#told)
      for (const [one, active] of changesIn(value, of)) history.set(t, placeOf(one, node), active);
    for (const { t, node, state } of this.#power)
      if (state === "off") for (const one of of) history.set(t, placeOf(one, node), false);
    return history;
  }
}
