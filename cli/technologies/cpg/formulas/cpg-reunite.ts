import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { kind as cpg } from "../readers/cpg.ts";

export const kind: FormulaKind = {
  kind: "cpg-reunite",
  about:
    "How long until parts of a process group that reach each other again are one view: knet takes a link for up after n answers, one for each of its questions; then a ring is heard that is not one's own, by what its first member sends each M while the token may rest for a hold.",
  bound(view) {
    const values = [...valuesOf(view.run, cpg).values()];
    if (values.length === 0) return "no times of Corosync in force were read from a member";
    const most = (of: (one: (typeof values)[number]) => number) => Math.max(...values.map(of));
    const [P, n, M, H] = [
      most(({ pingS }) => pingS),
      most(({ pongs }) => pongs),
      most(({ mergeS }) => mergeS),
      most(({ holdS }) => holdS),
    ];
    return {
      lo: 0,
      hi: round((n + 1) * P + M + H),
      formula: "0 .. (n+1)P+M+H",
      inputs: { n, P, M, H },
      source: "corosync.conf(5): knet_pong_count, knet_ping_interval, merge, hold",
    };
  },
};
