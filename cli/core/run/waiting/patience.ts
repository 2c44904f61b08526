/** How long a run waits for a cluster: as long as it may, but not twice for what never came. */
import type { Plan, PlannedStep } from "../../cluster/plan.ts";
import type { Series } from "../../journal/series.ts";
import type { RunView } from "../../journal/view.ts";
import { timeoutNs } from "../../judge/evidence.ts";
import type { StepView } from "../../kinds/formula.ts";
import type { Session } from "../session.ts";
import { type Trouble, troublesOf } from "../steady.ts";

/** What was waited for in vain gets so long, in case it comes all the same. */
const onceMoreNs = 1e9;
/** Checks that count requests want so many. */
const requests = 60;

export class Patience {
  readonly #session: Session;
  readonly #plan: Plan;
  /** Who held each watched address when the first step began. */
  #first: ReadonlyMap<string, string> | undefined;
  /** Probes that were waited for in vain, for as long as may be: before so many steps, one after the other. */
  readonly #vain = new Map<string, number>();
  /** Roles that did not come back, in words. */
  readonly #lostRoles = new Set<string>();
  readonly #said = new Set<string>();
  /** Nodes that still joined when a step began: by what they say of themselves, and they may say what they like. */
  #stillJoining = false;

  constructor(session: Session, plan: Plan) {
    this.#session = session;
    this.#plan = plan;
  }

  /** What keeps the cluster from being steady. `whole`: no fault of an earlier step is left in. */
  troubles(step: PlannedStep, whole: boolean): Trouble[] {
    const found = troublesOf(this.#session, this.#plan);
    return found.length > 0 || !whole ? found : this.#rolesTroubles(step);
  }

  /** Steady between two steps means the roles of the beginning: a fault is meant for one of them. */
  #rolesTroubles(step: PlannedStep): Trouble[] {
    if ((step.owners ?? this.#plan.owners) === "any") return [];
    return [...(this.#first ?? [])].flatMap(([probe, first]) => {
      const now = this.#owner(probe);
      if (now === first) return [];
      const text = `${probe} is held by ${now ?? "nobody"}, at first by ${first}`;
      return [{ probe, text, roles: true }];
    });
  }

  #owner(probe: string): string | undefined {
    const { view } = this.#session;
    return view.owners.get(probe)?.at(this.#session.now())[0];
  }

  /** A step begins: as steady as it will be. */
  begins(troubles: readonly Trouble[]): void {
    for (const { text, roles } of troubles) if (roles) this.#lostRoles.add(text);
    this.#stillJoining ||= troubles.some(({ probe }) => probe === undefined);
    for (const { name } of this.#plan.probes) {
      const lacks = troubles.some(({ probe, roles }) => probe === name && !roles);
      this.#vain.set(name, lacks ? (this.#vain.get(name) ?? 0) + 1 : 0);
    }
    const owners = this.#plan.probes
      .filter(({ watches }) => watches === "owner")
      .flatMap(({ name }): [string, string][] => {
        const owner = this.#owner(name);
        return owner === undefined ? [] : [[name, owner]];
      });
    this.#first ??= new Map(owners);
  }

  /** Whether there is no sense in waiting on: all of it was waited for before, and never came. */
  isVain(troubles: readonly Trouble[], sinceNs: number): boolean {
    if (this.#session.now() < sinceNs + onceMoreNs) return false;
    return troubles.every(({ probe, text, roles }) => {
      if (probe === undefined) return this.#stillJoining;
      return roles ? this.#lostRoles.has(text) : this.#isLost(probe) || this.#isHopeless(probe);
    });
  }

  /** What came back slowly had two steps for it. */
  #isLost(probe: string): boolean {
    return (this.#vain.get(probe) ?? 0) > 1;
  }

  /** Waited for in vain, and never seen at all. */
  #isHopeless(probe: string): boolean {
    return (
      (this.#vain.get(probe) ?? 0) > 0 && !wasEverServed(this.#session.view, this.#plan, probe)
    );
  }

  /** A check on what never was sees no more by waiting for it: enough to count is enough. */
  hasSeenAll(spec: Readonly<Record<string, unknown>>, view: StepView): boolean {
    const probe = spec["probe"];
    if (typeof probe !== "string" || !this.#isHopeless(probe)) return false;
    const intervalNs = view.run.series.get(probe)?.intervalNs ?? 0;
    const leastNs = onceMoreNs + timeoutNs(view, probe) + requests * intervalNs;
    return view.untilNs >= view.sinceNs + leastNs;
  }

  /** What is waited for no longer, by its label; each is said once. */
  givenUp(): string[] {
    const news = this.#plan.probes.filter(
      ({ name }) => this.#isHopeless(name) && !this.#said.has(name),
    );
    for (const { name } of news) this.#said.add(name);
    return news.map(({ label }) => label);
  }
}

/** Was it answered, or its address held, at any time of the run? */
function wasEverServed(view: RunView, plan: Plan, probe: string): boolean {
  const planned = plan.probes.find(({ name }) => name === probe);
  if (planned?.watches === "owner")
    return (view.owners.get(probe)?.states() ?? []).some(({ nodes }) => nodes.length > 0);
  if (planned?.watches === "words") return (view.told.get(probe)?.length ?? 0) > 0;
  const all: readonly Series[] = view.allSeries.get(probe) ?? [];
  return all.some(({ answered }) => answered);
}
