import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import type { Instance } from "../../config/instances.ts";
import { absent, listed, placesOf } from "../../config/places.ts";
import { concerned, trackersOf, troublesOf } from "../../config/troubles.ts";
import { serving } from "../../config/wanted.ts";

/** Interfaces are tracked for themselves. */
const cables = "track_interface";

function foundIn(facts: Facts): Found[] {
  return troublesOf(facts).flatMap((trouble): Found[] => {
    const { service, step } = trouble;
    if (service === undefined) return [];
    const isBlind = (instance: Instance) =>
      trackersOf(facts, instance).every(({ list }) => list === cables);
    const [first] = concerned(facts, trouble).filter(isBlind);
    if (!first) return [];
    // The other directors may be the next ones.
    const others = trouble.addresses.flatMap((address) => serving(facts, address));
    const blind = [...new Set([first, ...others.filter(isBlind)])].filter(({ config }) =>
      config.node.services.includes(service),
    );
    const nodes = listed(
      blind.map(({ config }) => config.node.name),
      "",
    );
    const where = placesOf(...blind.map((instance) => [instance, instance.at] as const));
    return [{ where, args: { service, nodes, name: first.name, step: step.id } }];
  });
}

export const kind: RuleKind = {
  kind: "not-tracked",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): track_script, track_process",
  breaks: (step, { args }) => step.id === args["step"],
  find: foundIn,
};
