/** What the rules about Redis's own log say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const logTexts: Texts = {
  "sync-fails": {
    title: "{node} bekommt die Daten seines Masters nicht",
    because: "Redis auf {node} hat zuletzt gesagt: {said}",
    see: "halab exec {lab} {node} -- redis-cli info replication",
    hints: [
      "Welchen Master fragt {node}, und was bekommt es zur Antwort?",
      "Connection refused: Dort lauscht niemand für andere (bind, protected-mode). NOAUTH oder WRONGPASS: masterauth.",
      "Verbessere replicaof, masterauth oder bind auf dem Master, und achte auf `master_link_status:up`.",
    ],
    why: "Ein Replikat, das nichts bekommt, ist keine Kopie: Stirbt der Master, gibt es nichts, womit jemand übernehmen könnte.",
    example: "Error condition on socket for SYNC: Connection refused",
  },
};
