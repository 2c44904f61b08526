import { phrase } from "../../../../core/kinds/phrase.ts";
import { valuesOf } from "../../../../core/kinds/reader.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { needsAgreement } from "../../config/wanted.ts";
import { kind as keepalived } from "../../readers/keepalived.ts";

function foundIn({ run }: Facts): Found[] {
  // A fault of the run is cause enough.
  if (!run || run.faults.length > 0) return [];
  return [...valuesOf(run, keepalived)].flatMap(([node, { vrrp }]) =>
    vrrp
      .filter(({ state }) => state === "FAULT")
      .map(({ instance, trackers }): Found => {
        const tracked = trackers.map(({ kind, name }) => `${kind} ${name}`).join(", ");
        const text = `VRRP Instance = ${instance}, State = FAULT`;
        const args = { instance, tracked: tracked || phrase`nothing but its interface` };
        return { where: [{ node, file: "", text }], args };
      }),
  );
}

export const kind: RuleKind = {
  kind: "in-fault",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 65,
  needs: "node",
  follows: [
    "keepalived/script-missing",
    "keepalived/script-not-executable",
    "keepalived/script-needs-shell",
    "keepalived/script-cannot-run",
    "keepalived/script-disabled",
    "keepalived/script-finds-itself",
    "keepalived/tracked-undefined",
    "service/not-running",
  ],
  source: "keepalived.conf(5), track_script, track_process, track_interface; RFC 9568 6.4",
  breaks: needsAgreement,
  find: foundIn,
};
