import { formatAddress, parseAddress } from "../../../core/base/address.ts";
import { phrase } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { type NlbNode, nlbNodes } from "../config/nlb.ts";
import { clientsFeel } from "../felt.ts";

function broadcasts({ node }: NlbNode): string[] {
  return node.links.map(({ address, prefix }) => {
    const size = 2 ** (32 - prefix);
    return formatAddress((Math.floor((parseAddress(address) ?? 0) / size) + 1) * size - 1);
  });
}

/** An address of a network that the lab did not give: nobody can tell who is there. */
function isStrange({ node }: NlbNode, address: string): boolean {
  const known = node.links.some(
    (link) => prefixOf(link.address, link.prefix) === prefixOf(address, link.prefix),
  );
  return !known && !address.startsWith("127.");
}

function prefixOf(address: string, prefix: number): number {
  return Math.floor((parseAddress(address) ?? 0) / 2 ** (32 - prefix));
}

/** Whether a heartbeat to this address gets to the other node. */
function reaches(from: NlbNode, address: string, other: NlbNode): boolean {
  if (isStrange(from, address)) return true;
  const first = Number(address.split(".")[0]);
  const group = (first >= 224 && first <= 239) || address === "255.255.255.255";
  const all = broadcasts(from).includes(address) && broadcasts(other).includes(address);
  return group || all || other.node.links.some((link) => link.address === address);
}

function foundOf(one: NlbNode, others: readonly NlbNode[]): Found[] {
  const { targets } = one.config;
  const deaf = others.filter(
    (other) => !targets.some(({ address }) => reaches(one, address, other)),
  );
  const names = deaf.map(({ node }) => node.name).join(", ");
  if (deaf.length === 0) return [];
  const said = targets.map(({ address }) => address).join(", ") || phrase`nobody`;
  return [
    {
      where: [placeIn(one.file, targets.at(-1)?.line)],
      args: { others: names, said, port: targets[0]?.port ?? 0 },
    },
  ];
}

export const kind: RuleKind = {
  kind: "hears-nobody",
  severity: "error",
  rank: 18,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): a heartbeat goes to every address of `to`",
  breaks: clientsFeel,
  find(facts) {
    const running = nlbNodes(facts).filter(({ runs }) => runs);
    const stranger = running.some(({ config }) => config.refused.length > 0);
    if (stranger) return [];
    return running.flatMap((one) =>
      foundOf(
        one,
        running.filter((other) => other !== one),
      ),
    );
  },
};
