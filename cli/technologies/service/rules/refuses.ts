import { mayHoldSecret } from "../../../core/base/secrets.ts";
import { refusedColumn, refusedPlace } from "../../../core/cluster/refused-line.ts";
import {
  type Facts,
  type Found,
  type Place,
  placeIn,
  type Refusal,
  type RuleKind,
} from "../../../core/kinds/rule.ts";

/** The line that names a place counts; what stands around it is the daemon's summary. */
function reasonOf(said: string): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => refusedPlace(line)) ?? lines.at(-1) ?? "").trim();
}

function placeOf(facts: Facts, { node }: Refusal, reason: string): Place | undefined {
  const at = refusedPlace(reason);
  const file = facts.nodes.find(({ name }) => name === node)?.files.get(at?.path ?? "");
  if (!file || !at) return undefined;
  const line = file.text.split(/\r\n|\n/)[at.line - 1] ?? "";
  const place = placeIn(file, at.line, refusedColumn(reason, line));
  return mayHoldSecret(line) ? { ...place, text: "" } : place;
}

export const kind: RuleKind = {
  kind: "refuses",
  severity: "error",
  rank: 1,
  needs: "files",
  // It does not start: whatever else is wrong there comes after that.
  covers: true,
  source: "keepalived(8) -t, named-checkconf(1), HAProxy Management Guide 3 (-c)",
  breaks: () => true,
  find: (facts) =>
    facts.refusals.flatMap((refusal): Found[] => {
      const { service, said } = refusal;
      const reason = reasonOf(said);
      const where = placeOf(facts, refusal, reason);
      return where ? [{ where: [where], args: { service, said: reason } }] : [];
    }),
};
