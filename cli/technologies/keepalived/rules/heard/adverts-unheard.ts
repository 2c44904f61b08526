import { sentBy, valuesOf } from "../../../../core/kinds/reader.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Advert, adverts } from "../../advert.ts";
import { absent } from "../../config/places.ts";
import { needsAgreement } from "../../config/wanted.ts";
import { kind as keepalived } from "../../readers/keepalived.ts";

/** What its port sent last, as a master does. */
function lastOf({ run }: Facts, node: string): Advert | undefined {
  const sent = run ? sentBy(run, node, keepalived.kind, adverts) : [];
  return sent.findLast(({ value }) => value.priority > 0)?.value;
}

/** Two that both send, for one virtual router: neither would, if it heard the other (RFC 9568 6.4.3). */
function foundIn(facts: Facts, owners: readonly string[]): Found[] {
  const sending = owners.flatMap((node) => {
    const advert = lastOf(facts, node);
    return advert ? [{ node, advert }] : [];
  });
  const [one, other] = sending;
  if (!one || !other || one.advert.vrid !== other.advert.vrid) return [];
  const line = ({ node, advert }: { readonly node: string; readonly advert: Advert }) => {
    const text = `advert: router id ${advert.vrid}, priority ${advert.priority}, from ${advert.source}`;
    return { node, file: "", text };
  };
  const args = { other: other.node, vrid: one.advert.vrid };
  return [{ where: [line(one), line(other)], args }];
}

export const kind: RuleKind = {
  kind: "adverts-unheard",
  severity: "error",
  rank: 60,
  needs: "wire",
  follows: [
    ...absent,
    "keepalived/adverts-refused",
    "keepalived/vrid-differs",
    "keepalived/address-lists-differ",
    "keepalived/advert-differs",
    "keepalived/auth-differs",
    "keepalived/version-differs",
    "keepalived/multicast-group-differs",
    "keepalived/unicast-one-sided",
    "keepalived/peer-missing",
    "keepalived/segment-differs",
  ],
  source: "RFC 9568 6.4.3, RFC 3768 6.4.3",
  breaks: needsAgreement,
  find(facts) {
    const { run, plan } = facts;
    if (!run || valuesOf(run, keepalived).size < 2) return [];
    // A fault of the run is cause enough.
    if (run.faults.length > 0) return [];
    return plan.probes
      .filter(({ watches }) => watches === "owner")
      .flatMap(({ name }) => foundIn(facts, run.owners.get(name)?.at(run.endNs) ?? []));
  },
};
