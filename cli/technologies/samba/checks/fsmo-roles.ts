import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import type { Directory } from "../history/directory.ts";
import { controllers, directoryProbe, whenSettled } from "../keys.ts";
import { judgeSettled, lookedAtS, readyWhenSettled } from "../settled.ts";

/** The five of MS-ADTS 3.1.1.1.11, and the two of the partitions for DNS. */
const allRoles = ["schema", "naming", "pdc", "rid", "infrastructure", "domaindns", "forestdns"];

const schema = z.strictObject({
  check: z.literal("fsmo-roles"),
  probe: directoryProbe,
  nodes: controllers.describe("Who is asked: all of them have to say the same."),
  owner: nodeName
    .optional()
    .describe("Who has all roles; default: anybody, but each role one owner."),
  ...whenSettled,
});
type Spec = z.infer<typeof schema>;

/** Of each role, whom the controllers name. */
function owners(spec: Spec, directory: Directory, atNs: number): readonly ReadonlySet<string>[] {
  return allRoles.map((role) => {
    const said = spec.nodes.map(
      (node) => directory.node(node).roles.at(atNs)?.get(role) ?? "nobody",
    );
    return new Set(said);
  });
}

const holds = (spec: Spec) => (directory: Directory, atNs: number) =>
  owners(spec, directory, atNs).every((named) => {
    const [only = ""] = named;
    const somebody = named.size === 1 && only !== "nobody" && only !== "?";
    return somebody && (spec.owner === undefined || only === spec.owner);
  });

function shown(spec: Spec, directory: Directory, atNs: number): string[] {
  return spec.nodes.map((node) => {
    const roles = directory.node(node).roles.at(atNs);
    if (!roles) return `${node} has told of no roles`;
    const byOwner = Map.groupBy(allRoles, (role) => roles.get(role) ?? "nobody");
    const all = [...byOwner].map(([owner, some]) => `${owner} has ${some.join(" ")}`);
    return `by ${node}: ${all.join("; ")}`;
  });
}

export const kind: CheckKind<Spec> = {
  kind: "fsmo-roles",
  about:
    "Each operation that only one controller may do (FSMO role) has exactly one owner, and all controllers that are asked name the same one.",
  headline: true,
  schema,
  title: ({ nodes, owner }) =>
    owner === undefined
      ? `each role has one owner, by ${nodes.join(", ")}`
      : `${owner} has every role, by ${nodes.join(", ")}`,
  ready: (spec, view) => readyWhenSettled(spec, view, holds(spec)),
  judge: (spec, view) =>
    judgeSettled(spec, view, holds(spec), (directory) => shown(spec, directory, view.untilNs)),
  watchesS: lookedAtS,
};
