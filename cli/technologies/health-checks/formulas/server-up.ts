import type { FormulaKind, Found } from "../../../core/kinds/formula.ts";
import type { BalancerChecks } from "../../haproxy/checks.ts";
import { balancerBound } from "../balancer.ts";
import { none, realServerUp, slowest } from "../server.ts";
import { intervals } from "../spread.ts";

function haproxyUp(checks: BalancerChecks): Found {
  const { downinterS, fastinterS, rise, timeoutS } = checks;
  const [longest, , more] = intervals(checks, "");
  const [first, next] = [longest * downinterS, longest * fastinterS];
  const times = longest > 1 ? "(1+spread)" : "";
  return {
    lo: 0,
    hi: first + timeoutS + (rise - 1) * (next + timeoutS),
    formula: `0 .. ${times}downinter+timeout+(rise-1)(${times}fastinter+timeout)`,
    inputs: { downinter: downinterS, fastinter: fastinterS, rise, timeout: timeoutS, ...more },
    source: "HAProxy configuration manual, 5.2 inter/rise",
  };
}

export const kind: FormulaKind = {
  kind: "server-up",
  about:
    "How long until a balancer chooses a server again that is back: its next check, then as many as `rise` wants. Meant are keepalived's checks of the service that the probe asks, else HAProxy's of the servers behind it: by address and port to the frontend, by its rules to the backend.",
  bound: (view, probe) =>
    slowest(view, probe, realServerUp) ?? balancerBound(view, probe, "up", haproxyUp) ?? none,
};
