import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { limitsOf } from "../../config/demands.ts";
import { type Transfer, transfersOf } from "../../config/network.ts";
import { type Told, toldBy } from "../../config/notified.ts";
import { listed, places, unread } from "../../config/said.ts";

interface Deaf {
  readonly transfer: Transfer;
  readonly told: Told;
}

/** A secondary that none of the servers tells which it copies from. */
function deafIn(facts: Facts, transfers: readonly Transfer[]): Deaf[] {
  const all = transfers.map((transfer) => ({
    transfer,
    told: toldBy(facts, transfer.source, transfer.secondary.server),
  }));
  return all.every(({ told }) => told.reaches === false) ? all.slice(0, 1) : [];
}

function foundOf(deaf: readonly Deaf[]): Found[] {
  const [one] = deaf;
  if (!one) return [];
  const secondaries = deaf.map(({ transfer }) => transfer.secondary);
  const where = [
    ...deaf.map(({ told, transfer }) => placeOf(told.clause ?? transfer.source.clause)),
    ...secondaries.map(({ clause }) => placeOf(clause)),
  ];
  const args = {
    primary: one.transfer.source.server.node.name,
    secondaries: listed(secondaries.map(({ server }) => server.node.name)),
    zones: listed(secondaries.map(({ name }) => name)),
    says: one.told.says,
  };
  return [{ where: places(where), args }];
}

export const kind: RuleKind = {
  kind: "notify-never-reaches",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: [...unread, "bind/reference-undefined", "bind/ns-without-address"],
  source: "RFC 1996 3.3; BIND 9.18 ARM, notify, also-notify",
  breaks: (step, _, facts) => limitsOf(facts, "dns-notify").some((limit) => limit.step === step.id),
  find(facts) {
    const zones = limitsOf(facts, "dns-notify").map(({ zone }) => zone);
    const wanted = transfersOf(facts).filter(({ secondary }) => zones.includes(secondary.name));
    const deaf = [...Map.groupBy(wanted, ({ secondary }) => secondary).values()].flatMap((all) =>
      deafIn(facts, all),
    );
    const cause = ({ transfer, told }: Deaf) => `${transfer.source.server.node.name} ${told.says}`;
    return [...Map.groupBy(deaf, cause).values()].flatMap(foundOf);
  },
};
