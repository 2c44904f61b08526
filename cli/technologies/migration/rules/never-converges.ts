import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { isOn, type Move, movesOf } from "../moves.ts";
import { numberOf } from "../settings.ts";

const bytesPerMiB = 2 ** 20;
const bytesPerMB = 1e6;

/** All that the guest writes to is left after every round: it has to fit into the standstill. */
function beyond({ from, dirtyMiB }: Move): Found | undefined {
  const bandwidth = numberOf(from, "BANDWIDTH");
  const downtime = numberOf(from, "DOWNTIME_LIMIT");
  const setting = from.settings.get("BANDWIDTH");
  if (dirtyMiB === 0 || bandwidth === undefined || downtime === undefined || !setting)
    return undefined;
  const line = numberOf(from, "LINE") ?? bandwidth;
  const helped = isOn(from, "AUTO_CONVERGE") || isOn(from, "XBZRLE");
  const fitsMB = (Math.min(bandwidth, line) * downtime) / 1000;
  if (helped || (dirtyMiB * bytesPerMiB) / bytesPerMB <= fitsMB) return undefined;
  const places = ["BANDWIDTH", "AUTO_CONVERGE", "DOWNTIME_LIMIT"].flatMap(
    (name) => from.settings.get(name)?.place ?? [],
  );
  const fits = Math.round(fitsMB * 10) / 10;
  return { where: places, args: { bandwidth, downtime, dirty: dirtyMiB, fits } };
}

export const kind: RuleKind = {
  kind: "never-converges",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "QEMU QAPI, MigrationCapability: auto-converge, xbzrle; max-bandwidth, downtime-limit",
  breaks: (step, _, facts) =>
    movesOf(facts).some(
      (move) => move.step === step && step.fault?.["fault"] === "migrate" && beyond(move),
    ),
  find: (facts) =>
    movesOf(facts)
      .filter(({ step }) => step.fault?.["fault"] === "migrate")
      .flatMap((move) => beyond(move) ?? []),
};
