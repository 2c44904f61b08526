/** A key of which the nodes' files say different things. */
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found } from "../../../core/kinds/rule.ts";
import { type Cluster, placeOf, placeOfSection, valueAt } from "./members.ts";

/** The rarer saying is where the edit belongs. */
export function differing(clusters: readonly Cluster[], path: string): readonly Found[] {
  const [section = ""] = path.split(".");
  const said = clusters.map((cluster) => {
    const value = valueAt(cluster, path);
    const place = value ? placeOf(cluster, value) : placeOfSection(cluster, section);
    return { text: value?.value ?? "", place };
  });
  const groups = [...Map.groupBy(said, ({ text }) => text)].sort(
    ([, a], [, b]) => a.length - b.length,
  );
  const [rare, often] = [groups[0], groups.at(-1)];
  if (!rare || !often || rare === often) return [];
  const shown = (text: string) => (text === "" ? phrase`nothing` : text);
  return [
    {
      where: [...rare[1], ...often[1].slice(0, 1)].map(({ place }) => place),
      args: { key: path, own: shown(rare[0]), other: shown(often[0]) },
    },
  ];
}
