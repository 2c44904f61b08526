import {
  type Facts,
  type Found,
  type Place,
  placeIn,
  type RuleKind,
} from "../../../core/kinds/rule.ts";

/** As a run notes what a daemon said of its files and runs with all the same. */
const noted = /^(\S+) of (\S+) warns: (.+)$/s;
/** `FILE:4:`, `[FILE:8]`, `(FILE: Line 3)`. */
const place = /(\/[^\s:()[\]]+):(?: Line )?(\d+)/;

function placeOf(facts: Facts, node: string, said: string): Place {
  const [, path = "", line] = place.exec(said) ?? [];
  const file = facts.nodes.find(({ name }) => name === node)?.files.get(path);
  if (file) return placeIn(file, Number(line));
  return { node, file: "/var/log/halab/syslog", text: said };
}

export const kind: RuleKind = {
  kind: "daemon-warns",
  severity: "warning",
  rank: 80,
  needs: "node",
  source: "keepalived(8) -t, named-checkconf(1), HAProxy Management Guide 3 (-c)",
  find: (facts) =>
    (facts.run?.notes ?? []).flatMap((note): Found[] => {
      const [, service, node, said] = noted.exec(note) ?? [];
      if (service === undefined || node === undefined || said === undefined) return [];
      return [{ where: [placeOf(facts, node, said)], args: { service, said } }];
    }),
};
