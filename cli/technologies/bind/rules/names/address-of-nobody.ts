import { contains, parseAddress, parseSubnet } from "../../../../core/base/address.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { askedNames } from "../../config/answers-wanted.ts";
import { checksProbe } from "../../config/demands.ts";
import { isHeld } from "../../config/held.ts";
import { onePerLine, unloaded } from "../../config/said.ts";
import { recordPlace } from "../../config/zone/files.ts";
import type { ZoneRecord } from "../../config/zone/records.ts";

/** It lies in one of the lab's own networks, where all machines are known, and none has it. */
function isNobodys(facts: Facts, { data }: ZoneRecord): boolean {
  const text = data[0]?.text ?? "";
  const address = parseAddress(text);
  const inside = facts.plan.segments.some(({ subnet }) => {
    const net = parseSubnet(subnet);
    return net !== undefined && address !== undefined && contains(net, address);
  });
  return inside && !isHeld(facts, text);
}

export const kind: RuleKind = {
  kind: "address-of-nobody",
  severity: "error",
  rank: 36,
  needs: "files",
  follows: unloaded,
  source: "RFC 1034 3.6",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find(facts) {
    const all = askedNames(facts).flatMap(({ truth, name, probe, server }) =>
      truth.records
        .filter((record) => isNobodys(facts, record))
        .map((record) => ({ record, name, probe, server })),
    );
    const found = [...Map.groupBy(all, ({ record }) => record)].map(([record, asked]): Found => {
      const args = {
        name: asked[0]?.name ?? "",
        address: record.data[0]?.text ?? "",
        probes: asked.map(({ probe }) => probe).join(" "),
        resolver: asked[0]?.server.node.name ?? "",
      };
      return { where: [recordPlace(record)], args };
    });
    return onePerLine(found);
  },
};
