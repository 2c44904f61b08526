import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { letsReplicate } from "../config/hba.ts";
import { conninfoOf, oncePerLine, type Server, serversIn } from "../config/servers.ts";

function refusedBy(server: Server, others: readonly Server[]): Found[] {
  const { hba } = server;
  if (!hba) return [];
  return others.flatMap((other): Found[] => {
    const user = conninfoOf(other)?.get("user");
    const source = other.node.links[0]?.address;
    if (user === undefined || source === undefined) return [];
    const { is, line } = letsReplicate(hba.lines, { user, source });
    if (is !== false) return [];
    return [{ where: [placeIn(hba.file, line)], args: { user } }];
  });
}

export const kind: RuleKind = {
  kind: "replication-refused",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "PostgreSQL 15, 21.1: `all` does not match `replication`",
  find(facts) {
    const servers = serversIn(facts);
    return oncePerLine(
      servers.flatMap((server) =>
        refusedBy(
          server,
          servers.filter((one) => one !== server),
        ).slice(0, 1),
      ),
    );
  },
};
