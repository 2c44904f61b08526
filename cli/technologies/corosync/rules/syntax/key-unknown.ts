import { distance } from "fastest-levenshtein";
import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { type Cluster, clustersOf, merged, placeOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import type { Section } from "../../syntax/conf.ts";
import { keyNames } from "../../syntax/names.ts";

/** Two letters at the most: what is like none of ours may be of another version. */
const farthest = 2;

function nearestOf(name: string, known: Iterable<string>): string | undefined {
  const near = [...known]
    .filter((text) => Math.abs(text.length - name.length) <= farthest)
    .map((text) => ({ text, far: distance(name, text) }))
    .sort((a, b) => a.far - b.far)[0];
  return near && near.far > 0 && near.far <= farthest ? near.text : undefined;
}

/** Sections that are slips, else their keys; what is in an unknown section nobody knows. */
function foundIn(cluster: Cluster, section: Section): readonly Found[] {
  const known = keyNames.get(section.path);
  const keys = section.keys.flatMap((key): Found[] => {
    const near = known?.includes(key.name) === false ? nearestOf(key.name, known) : undefined;
    return near ? [{ where: [placeOf(cluster, key)], args: { name: key.name, near } }] : [];
  });
  const sections = section.sections.flatMap((one): readonly Found[] => {
    if (keyNames.has(one.path)) return foundIn(cluster, one);
    const beside = [...keyNames.keys()]
      .filter((path) => path.lastIndexOf(".") === section.path.length || !path.includes("."))
      .map((path) => path.split(".").at(-1) ?? "");
    const near = nearestOf(one.name, beside);
    const where = [placeIn(cluster.file, one.line)];
    return near ? [{ where, args: { name: one.name, near } }] : [];
  });
  return [...keys, ...sections];
}

export const kind: RuleKind = {
  kind: "key-unknown",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "corosync.conf(5), votequorum(5), corosync-qdevice(8)",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter(({ conf }) => !conf.trouble)
        .flatMap((cluster) => foundIn(cluster, cluster.conf.root)),
    ),
};
