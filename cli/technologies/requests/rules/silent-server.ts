import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { standingOut } from "../answering.ts";

export const kind: RuleKind = {
  kind: "silent-server",
  severity: "error",
  // A symptom: whatever else was found is nearer to the cause.
  rank: 94,
  needs: "wire",
  follows: [
    "haproxy/server-down",
    "haproxy/server-missing",
    "ipvs/server-removed",
    "ipvs/server-missing",
  ],
  source: "the answers' own names of their servers (ADR 21)",
  breaks: (step) => stepHas(step, { checks: ["balance", "served-by"] }),
  find: (facts) =>
    standingOut(facts, ({ wanted, given }) => wanted.filter((server) => !given.has(server))),
};
