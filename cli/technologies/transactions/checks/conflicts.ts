import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName } from "../../../core/kinds/values.ts";
import { duelsIn } from "../duels.ts";

const schema = z.strictObject({
  check: z.literal("conflicts"),
  probe: probeName.describe("A probe of the kind rival-writes."),
  refused: number
    .default(1)
    .describe("So many transactions have to be refused, at least: the control."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Serialization failure (SQL:2011); MariaDB gives it to what certification refuses, as a deadlock. */
const serializationFailure = "40001";

type Duel = ReturnType<typeof duelsIn>[number];

interface Round {
  readonly committed: readonly string[];
  readonly refused: readonly string[];
  /** Nodes that show another's change than the one that was committed. */
  readonly differing: readonly string[];
  readonly others: readonly string[];
}

/** Of a round in which all took part. */
function roundOf({ value: rivals }: Duel): Round {
  const of = (wanted: (outcome: string) => boolean) =>
    rivals.filter(({ outcome }) => wanted(outcome)).map(({ node }) => node);
  const committed = of((outcome) => outcome === "ok");
  const differing = rivals.flatMap(({ node, seen }) =>
    seen !== undefined && committed.length === 1 && seen !== committed[0] ? [node] : [],
  );
  return {
    ...{ committed, differing },
    refused: of((outcome) => outcome === serializationFailure),
    others: rivals
      .map(({ outcome }) => outcome)
      .filter((outcome) => outcome !== "ok" && outcome !== serializationFailure),
  };
}

function winsText(rounds: readonly Round[]): string {
  const wins = new Map<string, number>();
  for (const { committed } of rounds)
    for (const node of committed) wins.set(node, (wins.get(node) ?? 0) + 1);
  return [...wins]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([node, count]) => `${node} ${count}`)
    .join(", ");
}

function evidenceOf(rounds: readonly Round[], refused: number): string[] {
  const twice = rounds.filter(({ committed }) => committed.length > 1);
  const nobody = rounds.filter(({ committed }) => committed.length === 0).length;
  const differing = rounds.filter((round) => round.differing.length > 0).length;
  const others = [...new Set(rounds.flatMap((round) => round.others))];
  return [
    `of ${rounds.length} rounds ${rounds.length - nobody - twice.length} had one winner (${winsText(rounds) || "nobody"}); ${refused} transactions were refused as conflicts (${serializationFailure})`,
    ...(nobody > 0 ? [`in ${nobody} rounds nobody won`] : []),
    ...(twice.length > 0
      ? [
          `in ${twice.length} rounds more than one committed, and a change was lost (${twice[0]?.committed.join(" and ")})`,
        ]
      : []),
    ...(differing > 0 ? [`in ${differing} rounds a node shows another's change`] : []),
    ...(others.length > 0 ? [`some were refused otherwise: ${others.join(", ")}`] : []),
  ];
}

function judge(spec: Spec, view: StepView): Judgement {
  const all = duelsIn(view, spec.probe);
  // Who has no session in a round is no rival.
  const whole = all.filter(({ value }) => value.every(({ outcome }) => outcome !== "none"));
  if (whole.length === 0)
    return unknown(
      all.length === 0
        ? `probe "${spec.probe}" played no round`
        : `in none of ${all.length} rounds of "${spec.probe}" all nodes took part`,
    );
  const rounds = whole.map(roundOf);
  const refused = rounds.reduce((sum, round) => sum + round.refused.length, 0);
  const kept = rounds.every(
    ({ committed, differing, others }) =>
      committed.length <= 1 && differing.length === 0 && others.length === 0,
  );
  return {
    verdict: kept && refused >= spec.refused ? "pass" : "fail",
    measured: refused,
    unit: "transactions",
    evidence: evidenceOf(rounds, refused),
  };
}

/**
 * First committer wins (Berenson et al. 1995, A Critique of ANSI SQL Isolation Levels, 4.2): of transactions that change the same
 * item at the same time one commits. Two that do are a lost update, P4 (Hermitage; Jepsen's models).
 */
export const kind: CheckKind<Spec> = {
  kind: "conflicts",
  about:
    "Of transactions that change the same row on several nodes at the same time one commits, at most, and the others are refused (first committer wins); all nodes then show the winner's change. Counts those that were refused.",
  schema,
  title: ({ probe }) => `of rivals of ${probe} one wins, at most`,
  ready: (spec, view) => duelsIn(view, spec.probe).length >= 10,
  judge,
};
