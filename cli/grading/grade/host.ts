/** Whether this machine can play at all: what is wrong with it is no submission's fault, and would be told of each. */
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { EngineFacts, Provider } from "../../core/cluster/provider.ts";
import type { TryRecord } from "./fair.ts";

/** So many different submissions in a row that this machine could not play say that it cannot play any. */
const limit = 3;

export interface Host {
  note(id: string, outcome: TryRecord["outcome"]): void;
  /** Before anything is played. It is asked itself: three who break halab on purpose end nobody else's grading. */
  require(ctx: Ctx): Promise<void>;
}

export interface HostOptions {
  readonly provider: Provider;
  /** What counts as a failure of this machine, until something else is seen. */
  readonly bad: readonly TryRecord["outcome"][];
  /** It cannot play: what was seen of it last. */
  readonly onBad: (text: string, facts: EngineFacts, ctx: Ctx) => Promise<void>;
}

export function hostOf({ provider, bad, onBad }: HostOptions): Host {
  const failed = new Set<string>();
  return {
    note: (id, outcome) => {
      if (bad.includes(outcome)) failed.add(id);
      else failed.clear();
    },
    require: async (ctx) => {
      if (failed.size < limit) return;
      const ids = [...failed].join(", ");
      failed.clear();
      const facts = await provider.facts(ctx);
      if (facts.ok) return;
      const text = `this machine could not play ${limit} submissions in a row (${ids})`;
      await onBad(text, facts, ctx);
    },
  };
}

/** Grading into a folder ends there, to be resumed. */
export function endingHost(provider: Provider, dir: string): Host {
  return hostOf({
    provider,
    bad: ["host"],
    onBad: async (text, facts) => {
      throw new HalabError("ENGINE_FAILED", `${text}: no more are tried`, {
        details: badLines(facts),
        hint: `halab doctor, then halab grade --resume ${shown(dir)}`,
      });
    },
  });
}

export function badLines(facts: EngineFacts): readonly string[] {
  return facts.lines.filter(({ ok }) => !ok).map(({ name, value }) => `${name}: ${value}`);
}
