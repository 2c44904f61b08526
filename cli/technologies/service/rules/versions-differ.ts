import type { Program } from "../../../core/cluster/asked.ts";
import { allOf } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { programsOf } from "../programs.ts";

const nodesOf = (programs: readonly Program[]) => allOf(programs.map(({ node }) => node));
const called = ({ path, version }: Program) => (version === "" ? path : `${path} (${version})`);

/** What the fewest run is told against what the most do. */
function foundOf(service: string, programs: readonly Program[]): readonly Found[] {
  const groups = [...Map.groupBy(programs, ({ digest }) => digest).values()].toSorted(
    (a, b) => a.length - b.length,
  );
  const often = groups.at(-1) ?? [];
  const [theirs] = often;
  return groups.slice(0, -1).flatMap((rare): Found[] => {
    const [mine] = rare;
    if (!mine || !theirs) return [];
    const args = {
      ...{ service, those: nodesOf(rare), others: nodesOf(often) },
      ...{ mine: called(mine), theirs: called(theirs) },
    };
    const where = [mine, theirs].map(({ node, path, digest }) => {
      return { node, file: path, text: `sha256 ${digest.slice(0, 12)}` };
    });
    return [{ where, args }];
  });
}

export const kind: RuleKind = {
  kind: "versions-differ",
  severity: "warning",
  rank: 45,
  needs: "node",
  source: "proc(5), exe; dpkg-query(1)",
  find: (facts) =>
    [...Map.groupBy(programsOf(facts), ({ service }) => service)].flatMap(([service, programs]) =>
      foundOf(service, programs),
    ),
};
