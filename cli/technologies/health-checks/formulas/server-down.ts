import type { FormulaKind, Found } from "../../../core/kinds/formula.ts";
import type { BalancerChecks } from "../../haproxy/checks.ts";
import { balancerBound } from "../balancer.ts";
import { none, realServerDown, refusing, slowest } from "../server.ts";
import { intervals } from "../spread.ts";

function haproxyDown(checks: BalancerChecks): Found {
  const { interS, fastinterS, fall, timeoutS } = checks;
  const [longest, term, more] = intervals(checks, "inter+(fall-1)fastinter");
  return {
    lo: 0,
    hi: longest * (interS + (fall - 1) * fastinterS) + fall * timeoutS,
    formula: `0 .. ${term}+fall*timeout`,
    inputs: { inter: interS, fastinter: fastinterS, fall, timeout: timeoutS, ...more },
    source: "HAProxy configuration manual, 5.2 inter/fall",
  };
}

export const kind: FormulaKind = {
  kind: "server-down",
  about:
    "How long a balancer goes on choosing a server that fails: one check interval, then `fall` checks, each of which runs into its timeout. Meant are keepalived's checks of the service that the probe asks, else HAProxy's of the servers behind it: by address and port to the frontend, by its rules to the backend. After `kill` and `stop` keepalived's checks are refused at once; any other fault is taken for silence.",
  bound(view, probe) {
    const refused = view.fault !== undefined && refusing.has(view.fault.fault);
    return (
      slowest(view, probe, (check) => realServerDown(check, refused)) ??
      balancerBound(view, probe, "down", haproxyDown) ??
      none
    );
  },
};
