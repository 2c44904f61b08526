/** Every primary's zone whose file is here. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { serversOf } from "./server.ts";
import { type FiledZone, filed } from "./zone/files.ts";

export function filedZones(facts: Facts): readonly FiledZone[] {
  return serversOf(facts).flatMap(({ zones }) => zones.flatMap((zone) => filed(facts, zone) ?? []));
}
