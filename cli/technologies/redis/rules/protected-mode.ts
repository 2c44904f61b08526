import { phrase } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { lastOf, placeOf, wordOf } from "../meaning/files.ts";
import { isFailover } from "../meaning/sentinels.ts";
import { storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "protected-mode",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "redis.conf of Redis 7.0, protected-mode",
  breaks: isFailover,
  find: (facts): readonly Found[] =>
    storesOf(facts)
      .filter(({ said }) => wordOf(said, "protected-mode") !== "no")
      // With a password, or users of its own, it lets others in.
      .filter(({ said }) => !lastOf(said, "requirepass", "user", "aclfile"))
      .map(({ file, said }) => {
        const line = lastOf(said, "protected-mode");
        return {
          where: [line ? placeOf(line) : placeIn(file)],
          args: { value: line ? "yes" : phrase`yes, its default` },
        };
      }),
};
