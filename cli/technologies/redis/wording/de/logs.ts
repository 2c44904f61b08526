/** Was die Regeln zum eigenen Protokoll von Redis sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const logTexts: Texts = {
  "sync-fails": {
    title: "{node} bekommt die Daten seines Masters nicht",
    because: "Redis auf {node} sagte zuletzt: {said}",
    see: "halab exec {lab} {node} -- redis-cli info replication",
    hints: [
      "Welchen Master fragt {node}, und welche Antwort kommt zurück?",
      "Connection refused: dort hört niemand für andere zu (bind, protected-mode); NOAUTH oder WRONGPASS: masterauth.",
      "Richte replicaof, masterauth oder bind des Masters, und achte auf `master_link_status:up`.",
    ],
    why: "Ein Replikat, das nichts bekommt, ist keine Kopie: Stirbt der Master, kann niemand übernehmen.",
    example: "Error condition on socket for SYNC: Connection refused",
  },
};
