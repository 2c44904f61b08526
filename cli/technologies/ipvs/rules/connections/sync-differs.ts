import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { linkOf } from "../../../keepalived/config/segments.ts";
import { keepsConnections, type SyncDaemon, syncDaemons } from "../../sync.ts";
import { wordPlace } from "../../world.ts";

function segmentOf({ config, interface: device }: SyncDaemon): string | undefined {
  return linkOf(config.node, device?.value)?.segment;
}

function between(one: SyncDaemon, other: SyncDaemon): Found[] {
  const where = [wordPlace(other, other.at), wordPlace(one, one.at)];
  const args = { other: one.config.node.name };
  if (one.id !== undefined && other.id !== undefined && one.id !== other.id)
    return [{ where, args: { ...args, what: "id", mine: other.id, theirs: one.id } }];
  const [theirs, mine] = [segmentOf(one), segmentOf(other)];
  if (theirs === undefined || mine === undefined || theirs === mine) return [];
  return [{ where, args: { ...args, what: "segment", mine, theirs } }];
}

export const kind: RuleKind = {
  kind: "sync-differs",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "ipvsadm(8), --syncid and --mcast-interface; keepalived.conf(5), lvs_sync_daemon",
  breaks: (step) => stepHas(step, { checks: ["broken"], formulas: [] }) && step.fault !== null,
  find(facts) {
    const [first, ...others] = syncDaemons(facts);
    if (!first || !keepsConnections(facts, "expect")) return [];
    return others.flatMap((other) => between(first, other));
  },
};
