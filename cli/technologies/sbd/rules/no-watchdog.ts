import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { stepHas } from "../../../core/kinds/rule.ts";
import { merged, type Watcher, watchersOf } from "../settings.ts";

function foundIn({ settings }: Watcher): Found[] {
  const device = settings.get("SBD_WATCHDOG_DEV");
  if (device?.value === "/dev/null")
    return [{ where: [device.place], args: { said: device.value } }];
  // sbd(8): once to enable, twice to disable; it is enabled without being told.
  const options = settings.get("SBD_OPTS");
  const times = [...(options?.value ?? "").matchAll(/(?:^|\s)-(W+)(?=\s|$)/g)].flatMap(
    ([, letters = ""]) => [...letters],
  ).length;
  return options && times === 2 ? [{ where: [options.place], args: { said: options.value } }] : [];
}

export const kind: RuleKind = {
  kind: "no-watchdog",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "sbd(8): -W, SBD_WATCHDOG_DEV",
  breaks: (step) => stepHas(step, { faults: ["sbd-hang"] }),
  find: (facts) => merged(watchersOf(facts).flatMap(foundIn)),
};
