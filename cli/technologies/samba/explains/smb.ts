import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { keyOf, parseSmbConf } from "../config/smb-conf.ts";
import { directives } from "../wording/directives.ts";

const byKey: ReadonlyMap<string, Directive> = new Map(
  directives.map((one) => [keyOf(one.name), one]),
);

export const kind: ExplainKind = {
  kind: "smb",
  takes: (path) => path.endsWith("/smb.conf"),
  hashComments: true,
  at(text, line) {
    const said = parseSmbConf(text).settings.find((one) => one.line === line);
    return said && byKey.get(said.key);
  },
};
