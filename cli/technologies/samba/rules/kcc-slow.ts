import { type Facts, type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { controllersOf, oncePerLine, secondsOf } from "../facts.ts";
import { own } from "../readers/samba.ts";

/** What a step that waits for connections allows. Seconds. */
function leastLimit({ plan }: Facts): number {
  const all = plan.steps.flatMap(({ expect, mended }) => [...expect, ...mended]);
  const asked = all.filter((spec) => spec["check"] === "inbound-connections");
  return Math.min(...asked.map((spec) => Number(spec["limit"] ?? Number.POSITIVE_INFINITY))) / 1000;
}

export const kind: RuleKind = {
  kind: "kcc-slow",
  severity: "error",
  rank: 35,
  needs: "files",
  source:
    "Samba 4.17 source4/dsdb/kcc/kcc_service.c: kccsrv:periodic_interval, 300 s where it is not set",
  breaks: (step) =>
    stepHas(step, { checks: ["inbound-connections"] }) &&
    stepHas(step, { faults: ["connections-deleted"] }),
  find: (facts) => {
    const limit = leastLimit(facts);
    return oncePerLine(
      controllersOf(facts).flatMap((one): Found[] => {
        const { seconds, place } = secondsOf(one, "kccsrv:periodic_interval", own.kcc);
        return seconds > limit ? [{ where: [place], args: { seconds, limit } }] : [];
      }),
    );
  },
};
