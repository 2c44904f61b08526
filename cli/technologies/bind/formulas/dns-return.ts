import type { FormulaKind } from "../../../core/kinds/formula.ts";

/** A question for the SOA record that got no answer is sent again after so long (soa_query()). */
const askAgainS = 5;

export const kind: FormulaKind = {
  kind: "dns-return",
  about:
    "How soon an expired zone is back when its primary is: within 5 s. The primary's start sends NOTIFY, but a secondary that waits for the answer to a question to the dead primary does not look at it before that question was sent again.",
  bound() {
    return {
      lo: 0,
      hi: askAgainS,
      formula: "0 .. query timeout",
      inputs: { timeout: askAgainS },
      source: "BIND 9.18 lib/dns/zone.c soa_query()",
    };
  },
};
