/** Transfers that are refused, gathered for each secondary and the server that it copies from. */
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Facts, Found } from "../../../core/kinds/rule.ts";
import { placeOf } from "./clauses.ts";
import { failedTransfers, keyFault, mayTransfer, type Transfer } from "./network.ts";
import { listed, places, settingPlace } from "./said.ts";
import { clauseIn } from "./server.ts";

/** Why a transfer is refused; undefined: it is not, or not for certain. */
function refusalOf(transfer: Transfer): "unsigned" | "not-allowed" | undefined {
  if (keyFault(transfer) !== undefined) return undefined;
  const { source, from, key } = transfer;
  if (mayTransfer(source, { address: from, key }) !== "no") return undefined;
  const { keys } = source.server;
  const byKey = keys.some(
    ({ name }) => mayTransfer(source, { address: from, key: name }) === "yes",
  );
  return key === undefined && byKey ? "unsigned" : "not-allowed";
}

function wayOf({ secondary, source }: Transfer): string {
  return `${secondary.server.node.name} ${source.server.node.name}`;
}

/** `first` says on whose side the edit belongs. */
export function refusedTransfers(
  facts: Facts,
  why: "unsigned" | "not-allowed",
  first: "secondary" | "source",
): readonly Found[] {
  const refused = failedTransfers(facts).filter((transfer) => refusalOf(transfer) === why);
  return [...Map.groupBy(refused, wayOf).values()].flatMap((all) => {
    const [one] = all;
    if (!one) return [];
    const asking = all.map(({ secondary }) =>
      placeOf(clauseIn(secondary.clause, "primaries", "masters") ?? secondary.clause),
    );
    const asked = all.map(({ source }) => settingPlace(source, "allow-transfer"));
    const keys = one.source.server.keys.map(({ name }) => `"${name}"`);
    const args = {
      secondary: one.secondary.server.node.name,
      primary: one.source.server.node.name,
      address: [24, 16, 8, 0].map((shift) => (one.from >>> shift) & 255).join("."),
      zones: listed(all.map(({ secondary }) => secondary.name)),
      signed: one.key === undefined ? phrase`without a key` : phrase`signed with "${one.key}"`,
      keys: listed(keys),
      remote: one.remote.address,
    };
    const where = first === "secondary" ? [...asking, ...asked] : [...asked, ...asking];
    return [{ where: places(where), args }];
  });
}
