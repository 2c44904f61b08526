import { isListenedTo, sentBy } from "../../../../core/kinds/reader.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { limitsOf } from "../../config/demands.ts";
import { unread } from "../../config/said.ts";
import { notifies } from "../../notify.ts";
import { kind as bind } from "../../readers/bind9.ts";

/** A zone was changed on its primary, the switch heard its port all the step, and no NOTIFY of the zone left it. */
function foundIn(facts: Facts): Found[] {
  const { run, plan } = facts;
  if (!run) return [];
  // Elsewhere nobody has to be told: a zone without copies, a serial that is kept.
  const wanted = limitsOf(facts, "dns-notify").map((limit) => limit.step);
  return run.faults.flatMap(({ step, nodes: [node = ""], intentNs, effectNs }): Found[] => {
    const spec = plan.steps.find(({ id }) => id === step)?.fault;
    const doneNs = run.steps.get(step)?.doneNs;
    const zone = spec?.["zone"];
    if (effectNs === undefined || doneNs === undefined || typeof zone !== "string") return [];
    if (!wanted.includes(step)) return [];
    const listened = { node, service: bind.kind, fromNs: intentNs, untilNs: doneNs };
    if (!isListenedTo(run, listened)) return [];
    const told = sentBy(run, node, bind.kind, notifies).some(
      ({ t, value }) => value.zone === zone.toLowerCase() && t >= intentNs && t <= doneNs,
    );
    if (told) return [];
    const text = `zone ${zone}: changed in step ${step}, no NOTIFY heard until its end`;
    return [{ where: [{ node, file: "", text }], args: { zone, step } }];
  });
}

export const kind: RuleKind = {
  kind: "notify-unsent",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 60,
  needs: "wire",
  follows: [
    ...unread,
    "bind/notify-never-reaches",
    "bind/notify-delayed",
    "bind/ns-without-address",
    "bind/zone-not-loaded",
    "service/not-running",
  ],
  source: "RFC 1996 3.3; BIND 9.18 ARM, notify, also-notify",
  breaks: (step, _, facts) => limitsOf(facts, "dns-notify").some((limit) => limit.step === step.id),
  find: foundIn,
};
