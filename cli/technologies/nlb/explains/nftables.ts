import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { bare, lexNft } from "../config/nft-lex.ts";
import { nftablesConf } from "../config/ruleset.ts";
import { words } from "../wording/nftables.ts";

export const kind: ExplainKind = {
  kind: "nftables",
  takes: (path) => path === nftablesConf || path.startsWith("/etc/nftables.d/"),
  at(text, line) {
    const tokens = lexNft(text).filter(
      (token) => token.line === line && !["blank", "newline", "comment"].includes(token.kind),
    );
    const said = ` ${tokens.map(bare).join(" ")} `;
    const found = words.find(({ has }) => has.some((part) => said.includes(` ${part} `)));
    if (!found) return undefined;
    const { has: _, ...directive } = found;
    return directive satisfies Directive;
  },
};
