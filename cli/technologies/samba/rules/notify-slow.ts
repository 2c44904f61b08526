import { type Facts, type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { controllersOf, oncePerLine, secondsOf } from "../facts.ts";
import { own } from "../readers/samba.ts";

/** What a step allows, whatever the formula says; the shortest. Seconds. */
function leastLimit({ plan }: Facts): number {
  const all = plan.steps.flatMap(({ expect, mended }) => [...expect, ...mended]);
  const asked = all.filter((spec) => spec["check"] === "replicated-within");
  return Math.min(...asked.map((spec) => Number(spec["limit"] ?? Number.POSITIVE_INFINITY))) / 1000;
}

export const kind: RuleKind = {
  kind: "notify-slow",
  severity: "error",
  rank: 30,
  needs: "files",
  source:
    "Samba 4.17 source4/dsdb/repl/drepl_service.c: dreplsrv:notify_interval, 5 s where it is not set",
  breaks: (step) => stepHas(step, { checks: ["replicated-within"] }),
  find: (facts) => {
    const limit = leastLimit(facts);
    return oncePerLine(
      controllersOf(facts).flatMap((one): Found[] => {
        const { seconds, place } = secondsOf(one, "dreplsrv:notify_interval", own.notify);
        // One that is just as long leaves nothing for the pull itself.
        return seconds >= limit - 1 ? [{ where: [place], args: { seconds, limit } }] : [];
      }),
    );
  },
};
