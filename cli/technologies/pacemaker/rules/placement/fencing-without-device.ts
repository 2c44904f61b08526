import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { isNo, placeOf, propertyOf, readable, servicesOf } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { secondsOf } from "../../seconds.ts";

export const kind: RuleKind = {
  kind: "fencing-without-device",
  severity: "error",
  rank: 28,
  needs: "files",
  follows: [...unread, "pacemaker/option-unknown"],
  source: "Pacemaker Explained, Cluster Options: stonith-enabled; Clusters from Scratch, Fencing",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    readable(facts)
      .filter(({ opaque }) => !opaque)
      .flatMap((config): Found[] => {
        const enabled = propertyOf(config, "stonith-enabled");
        const watchdog = propertyOf(config, "stonith-watchdog-timeout");
        const hasDevice = config.resources.some(({ agent }) => agent?.value.startsWith("stonith:"));
        const [first] = servicesOf(config);
        // Without a disk, a watchdog fences.
        const isWatched = watchdog !== undefined && (secondsOf(watchdog.value) ?? 0) > 0;
        if (isNo(enabled) || hasDevice || isWatched || !first) return [];
        const place = enabled
          ? placeOf(config, enabled.word)
          : placeIn(config.file, first.word.line);
        const said = enabled ? enabled.value : phrase`true, its default`;
        return [{ where: [place], args: { said, id: first.id } }];
      }),
};
