import { type Facts, type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { controllersOf, oncePerLine, secondsOf } from "../facts.ts";
import { own } from "../readers/samba.ts";

/** So long a lab waits for a steady cluster. Seconds. */
const patienceS = ({ plan }: Facts): number => plan.settleMs / 1000;

export const kind: RuleKind = {
  kind: "pull-slow",
  severity: "warning",
  rank: 32,
  needs: "files",
  source:
    "Samba 4.17 source4/dsdb/repl/drepl_service.c: dreplsrv:periodic_interval, 300 s where it is not set; drepl_out_helpers.c dreplsrv_update_refs_send()",
  breaks: (step) => stepHas(step, { checks: ["replicated-within"] }) && step.fault === null,
  find: (facts) => {
    const limit = patienceS(facts);
    return oncePerLine(
      controllersOf(facts).flatMap((one): Found[] => {
        const { seconds, place } = secondsOf(one, "dreplsrv:periodic_interval", own.pull);
        return seconds > limit ? [{ where: [place], args: { seconds, limit } }] : [];
      }),
    );
  },
};
