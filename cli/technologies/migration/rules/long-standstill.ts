import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { isOn, limitOf, type Move, movesOf } from "../moves.ts";
import { numberOf } from "../settings.ts";
import { nextTryS, sliceS } from "../standstill.ts";

/** What a client may wait, as the formula live-migration says it; undefined: it cannot be told. Seconds. */
function waitS({ from }: Move): number | undefined {
  const [downtime, throttle = 99] = [
    numberOf(from, "DOWNTIME_LIMIT"),
    numberOf(from, "THROTTLE_MAX"),
  ];
  if (downtime === undefined || throttle >= 100) return undefined;
  const pause = isOn(from, "AUTO_CONVERGE") ? (sliceS * throttle) / (100 - throttle) : 0;
  return nextTryS(downtime / 1000) + pause;
}

function beyond(move: Move): Found | undefined {
  const [limit, wait] = [limitOf(move.step), waitS(move)];
  const setting = move.from.settings.get("DOWNTIME_LIMIT");
  if (limit === undefined || wait === undefined || !setting || wait * 1000 <= limit)
    return undefined;
  const args = { downtime: setting.value, wait: Math.round(wait * 10) / 10, limit: limit / 1000 };
  return { where: [setting.place], args };
}

export const kind: RuleKind = {
  kind: "long-standstill",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "QEMU QAPI, MigrationParameters: downtime-limit; RFC 6298 5.5",
  breaks: (step, _, facts) => movesOf(facts).some((move) => move.step === step && beyond(move)),
  find(facts) {
    const found = movesOf(facts).flatMap((move) => beyond(move) ?? []);
    const places = new Map(found.map((one) => [JSON.stringify(one.where), one]));
    const [first, ...others] = places.values();
    if (!first) return [];
    return [{ ...first, where: [...first.where, ...others.flatMap(({ where }) => where)] }];
  },
};
