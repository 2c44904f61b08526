import type { Texts } from "../../../../core/kinds/rule.ts";

const masters = "halab exec {lab} {node} -- redis-cli -p 26379 sentinel masters";

export const sentinelTexts: Texts = {
  "quorum-too-high": {
    title: "Der Master stirbt, und Sentinel macht nie ein Replikat zum Master",
    because:
      "{quorum} Sentinels müssten sich einig sein, dass der Master {name} ausgefallen ist, und nur {count} überwachen ihn.",
    see: "halab exec {lab} {node} -- redis-cli -p 26379 sentinel ckquorum {name}",
    hints: [
      "Wie viele Sentinels überwachen {name}, und wie viele von ihnen müssen sich einig sein?",
      "Ein Quorum, das größer ist als die Zahl der Sentinels, wird nie erreicht.",
      "Setze die letzte Zahl in Zeile {line} auf höchstens {count}; {majority} ist die Mehrheit.",
    ],
    why: "Das Quorum sagt, wie viele Sentinels den Master für ausgefallen halten müssen, bevor einer von ihnen einen Failover beginnen darf. Es dient nur der Erkennung; für den Failover selbst braucht es zusätzlich die Stimmen einer Mehrheit.",
    example: "sentinel monitor shop 10.86.0.31 6379 4",
  },
  "sentinels-differ": {
    title: "Die Sentinels finden einander nicht",
    because:
      "Der Sentinel auf {node} überwacht {name} unter {address}, auf {others} dagegen unter {other}.",
    see: masters,
    hints: [
      "Wo treffen sich Sentinels, damit sie voneinander wissen?",
      "Vergleiche die Zeilen `sentinel monitor` auf allen Knoten.",
      "Lass alle Sentinels dieselbe Adresse überwachen: {other} oder {address}.",
    ],
    why: "Sentinels erfahren voneinander über den Master, den sie überwachen. Wer eine andere Adresse überwacht, gehört zu einer eigenen Gruppe mit eigenen Stimmen.",
    example:
      "# app1\nsentinel monitor shop 10.86.0.31 6379 2\n# app2\nsentinel monitor shop 10.86.0.32 6379 2",
  },
  "down-after-slow": {
    title: "Es dauert zu lange, bis ein Replikat übernimmt",
    because:
      "Der Master {name} gilt erst nach {down} s als ausgefallen{said}. Damit dauert ein Failover bis zu {seconds} s, und die Übung verträgt {limit} s.",
    see: masters,
    hints: [
      "Wie lange wartet Sentinel, bis er glaubt, dass der Master tot ist?",
      "Der Failover dauert D + Ping + INFO + Wahl; D ist down-after-milliseconds, ohne eigene Zeile 30 s.",
      "Schreibe `sentinel down-after-milliseconds {name} 1000` in {file}.",
    ],
    why: "Nichts geschieht, bevor der Master down-after-milliseconds lang geschwiegen hat. Ein kurzer Wert macht Sentinel nervös, ein langer lässt Nutzer warten; er richtet sich nach dem, was Nutzer ertragen.",
    example: "sentinel down-after-milliseconds shop 10000",
  },
  "master-is-replica": {
    title: "Sentinel überwacht ein Replikat, als wäre es der Master",
    because:
      "Die Sentinels überwachen {name} unter {store}, aber {store} ist laut eigener Konfiguration ein Replikat von {master}.",
    see: "halab exec {lab} {node} -- redis-cli -p 26379 sentinel get-master-addr-by-name {name}",
    hints: [
      "Welcher der Stores ist laut redis.conf der Master?",
      "`sentinel monitor` nennt den Master; die Replikate findet Sentinel selbst.",
      "Lass {master} überwachen, oder nimm replicaof aus redis.conf auf {store} heraus.",
    ],
    why: "Sentinel fragt den Master, wer seine Replikate sind. Von einem Replikat erfährt er keines, hat also niemanden, den er zum Master machen kann, und Schreibzugriffe dort werden abgewiesen.",
    example: "sentinel monitor shop 10.86.0.32 6379 2\n# store2: replicaof 10.86.0.31 6379",
  },
  "master-by-name": {
    title: "Sentinel startet nicht: Er nimmt einen Namen nicht als Adresse",
    because: "Der Master ist als {host} angegeben, und resolve-hostnames ist nicht yes.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/redis/redis-sentinel.log",
    hints: [
      "Was macht Sentinel mit einem Namen?",
      "Ohne `sentinel resolve-hostnames yes` nimmt er nur Adressen.",
      "Schreibe in Zeile {line} statt {host} die Adresse: {address}. Oder setze davor `sentinel resolve-hostnames yes`.",
    ],
    why: "Ein Name kann morgen woandershin führen, und Sentinel muss gerade wissen, welche Maschine welche ist. Deshalb nimmt er Adressen, wenn man ihm nicht sagt, dass er Namen auflösen soll.",
    example: "sentinel monitor shop store1 6379 2",
  },
  "sentinel-idle": {
    title: "Ein Sentinel überwacht nichts",
    because:
      "Auf {nodes} fehlt `sentinel monitor` für {name}. Also haben nur {count} von {all} Sentinels eine Stimme.",
    see: masters,
    hints: [
      "Wie viele Sentinels müssen für einen Failover am Leben sein?",
      "Ein Sentinel, der nichts überwacht, erkennt keinen Ausfall und stimmt nicht mit ab.",
      "Ergänze in {file} die Zeilen `sentinel monitor` der anderen.",
    ],
    why: "Ein Failover braucht das Quorum und eine Mehrheit derer, die überwachen. Sind es zwei Sentinels statt drei, nimmt einer, der stirbt, die Mehrheit mit.",
    example: "port 26379\n# nichts wird überwacht",
  },
  "quorum-of-one": {
    title: "Ein einzelner Sentinel darf den Master für tot erklären",
    because: "Das Quorum von {name} ist 1, und {count} Sentinels überwachen ihn.",
    see: masters,
    hints: [
      "Was geschieht, wenn ein Sentinel vom Master abgeschnitten ist und die anderen nicht?",
      "Das Quorum sagt, wie viele den Master für ausgefallen halten müssen.",
      "Setze es auf die Mehrheit von {count}.",
    ],
    why: "Mit einem Quorum von 1 beginnt ein Sentinel mit einem schlechten Kabel einen Failover, obwohl der Master gesund ist, sobald eine Mehrheit für ihn stimmt.",
    example: "sentinel monitor shop 10.86.0.31 6379 1",
  },
};
