import type { PlannedStep } from "../../../../core/cluster/plan.ts";
import { type Facts, type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import type { Check } from "../../config/services.ts";
import { askedIn, backendsOf, together, wordPlace } from "../../world.ts";

/** Faults after which a server says no at once, so that no timeout is waited for. */
const refusing = ["kill", "stop"];

interface Limit {
  readonly step: PlannedStep;
  readonly name: string;
  readonly limitS: number;
  readonly silent: boolean;
}

/** What users bear of a dead server, by the service that they ask. */
function limitsOf(facts: Facts): readonly Limit[] {
  return ["impaired", "served-by", "outage"].flatMap((check) =>
    askedIn(facts, check).flatMap(({ step, spec, name }): Limit[] => {
      const { limit, within } = spec;
      const timed = typeof within === "object" && within !== null && "formula" in within;
      if (typeof limit !== "number" || !timed || within.formula !== "server-down") return [];
      const silent = !refusing.includes(String(step.fault?.["fault"]));
      return [{ step, name, limitS: limit / 1000, silent }];
    }),
  );
}

/** Until a dead server is taken out, at the latest: keepalived.conf(5). */
function worstS({ delayS, retries, pauseS, timeoutS }: Check, silent: boolean): number {
  const waits = silent ? (retries.value + 1) * timeoutS.value : 0;
  return delayS.value + retries.value * pauseS.value + waits;
}

function beyond(
  facts: Facts,
  { step, name, limitS, silent }: Limit,
): readonly (Found & { step: string })[] {
  return backendsOf(facts)
    .filter(({ service, server }) => service.name === name && server.checks.length > 0)
    .flatMap(({ service, server }) => {
      const timed = server.checks.filter(
        ({ kind: it }) => it === "TCP_CHECK" || it.endsWith("_GET"),
      );
      if (timed.length < server.checks.length) return [];
      const [best] = timed.toSorted((a, b) => worstS(a, silent) - worstS(b, silent));
      const worst = best ? worstS(best, silent) : 0;
      if (!best || worst <= limitS) return [];
      const { delayS, retries, pauseS, timeoutS, at } = best;
      const given = [retries, delayS, timeoutS, pauseS].find(({ isGiven }) => isGiven);
      const numbers = { delay: delayS.value, retries: retries.value, pause: pauseS.value };
      const args = { worst, limit: limitS, ...numbers, timeout: timeoutS.value };
      return [{ where: [wordPlace(service, given?.at ?? at)], args, step: step.id }];
    });
}

export const kind: RuleKind = {
  kind: "patient-checks",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "keepalived.conf(5): delay_loop, retry, delay_before_retry, connect_timeout",
  breaks: (step, _, facts) =>
    stepHas(step, { formulas: ["server-down"] }) &&
    limitsOf(facts).some((limit) => limit.step === step && beyond(facts, limit).length > 0),
  find(facts) {
    const all = limitsOf(facts).toSorted((a, b) => a.limitS - b.limitS);
    const found = all.map((limit) => beyond(facts, limit)).find((some) => some.length > 0) ?? [];
    return together(found.map(({ where, args }) => ({ where, args })));
  },
};
