import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";
import { storesOf } from "../meaning/stores.ts";

/** Directives that take as many words as there are, a "#" as well. */
const takingAny: ReadonlySet<string> = new Set(["user", "rename-command", "loadmodule", "bind"]);

export const kind: RuleKind = {
  kind: "comment-behind",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "redis.conf of Redis 7.0, first lines; config.c, loadServerConfigFromString()",
  breaks: isFailover,
  find: (facts): readonly Found[] =>
    [...storesOf(facts), ...sentinelsOf(facts)]
      .flatMap(({ said }) => said)
      .filter(({ name, args }) => !takingAny.has(name) && args.length > 1)
      .filter(({ args }) => args.slice(1).some(({ value }) => value.startsWith("#")))
      .map((directive) => ({
        where: [placeOf(directive)],
        args: { name: directive.name },
      })),
};
