import { type Found, type RuleKind, runningNodes } from "../../../core/kinds/rule.ts";
import { sentinelsOf } from "../../redis/meaning/sentinels.ts";
import { alonesIn, foundFor } from "../meaning/alone.ts";
import { breaksNamed } from "../meaning/wishes.ts";

export const kind: RuleKind = {
  kind: "store-fixed",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "Redis documentation, Guidelines for Redis clients with support for Redis Sentinel",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const sentinels = sentinelsOf(facts);
    const name = sentinels.flatMap(({ monitors }) => monitors)[0]?.name ?? "NAME";
    const asked = runningNodes(facts, "sentinel").map(
      ({ links, name: node }) =>
        `${links[0]?.address}:${sentinels.find((one) => one.node.name === node)?.port ?? 26_379}`,
    );
    return alonesIn(facts)
      .filter(({ watched }) => watched)
      .map((alone) => foundFor(alone, { name, sentinels: asked.join(" ") }));
  },
};
