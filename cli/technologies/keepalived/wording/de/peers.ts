import type { Texts } from "../../../../core/kinds/rule.ts";

const tcpdump = "halab exec {lab} {node} -- tcpdump -lni any -c 5 proto 112";

/** Who sends to whom. */
export const peerTexts: Texts = {
  "peer-missing": {
    title: "{other} hört {node} nie; deshalb sind beide Master",
    because: "{node} sendet seine Adverts nur an {list}, {other} ist aber {source}",
    see: tcpdump,
    hints: [
      "Wohin gehen die Adverts von {node}, und wohnt dort jemand?",
      "Vergleiche die Liste unicast_peer von {node} mit den Adressen der anderen.",
      "Schreibe {source} in unicast_peer von {node}.",
    ],
    why: "Bei Unicast hat jeder Router eine Liste derer, an die er sendet. Wer darin fehlt, hört nichts, hält den Master für tot und wird selbst Master.",
    example: "unicast_peer {\n    10.0.0.250\n}",
  },
  "unicast-one-sided": {
    title: "Beide Lastverteiler sind Master",
    because:
      "{other} sendet seine Adverts an {list} (Unicast), {node} hat aber keinen unicast_peer und benutzt Multicast",
    see: tcpdump,
    hints: [
      "Wie reisen die Adverts der beiden Lastverteiler: an eine Gruppe oder an eine einzelne Adresse?",
      "Welcher der beiden hat einen Block unicast_peer?",
      "Gib beiden einen unicast_peer mit der Adresse des anderen, oder keinem.",
    ],
    why: "Ein Router, der Multicast erwartet, verwirft Unicast-Adverts, und umgekehrt („Expected unicast packet but received multicast“). unicast_src_ip allein schaltet nicht auf Unicast um, das tut erst die Liste der Partner.",
    example: "unicast_peer { 10.0.0.12 }   # lb1\n# lb2: nichts",
  },
  "unicast-source-not-mine": {
    title: "{node} kann von der Adresse, die du ihm gegeben hast, nicht senden",
    because: "unicast_src_ip ist {source}, {node} hat aber {own}",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "Wem gehört die Adresse {source}?",
      "unicast_src_ip ist die Adresse des Knotens selbst, nicht die seines Partners und nicht die virtuelle.",
      "Schreibe die eigene Adresse von {node} ({own}) in Zeile {line} von {file}.",
    ],
    why: "Ein Knoten kann nur von seinen eigenen Adressen senden. Mit einer fremden verlässt ihn kein Advert, und was er annehmen würde, ist an jemand anderen gerichtet. So etwas entsteht, wenn man die Datei des einen Lastverteilers auf den anderen kopiert.",
    example: "unicast_src_ip 10.0.0.11   # auf lb2; der ist 10.0.0.12",
  },
  "multicast-group-differs": {
    title: "Beide Lastverteiler sind Master",
    because: "{node} spricht in der Multicast-Gruppe {group}, {other} in {otherGroup}",
    see: tcpdump,
    hints: [
      "An welche Adresse gehen die Adverts der beiden Lastverteiler?",
      "Vergleiche vrrp_mcast_group4 (oder mcast_dst_ip) auf beiden; üblich ist die Gruppe 224.0.0.18.",
      "Nimm die Zeile auf beiden heraus, oder schreibe dieselbe Gruppe.",
    ],
    why: "Ein Router tritt einer Gruppe bei und hört, was dorthin gesendet wird. Eine andere Gruppe ist ein anderes Gespräch.",
    example: "vrrp_mcast_group4 224.0.0.19",
  },
  "vrid-taken": {
    title: "Zwei virtuelle Router in einem Segment haben dieselbe Nummer",
    because:
      "{name} auf {node} und {otherName} auf {other} sind beide der virtuelle Router {vrid} im Segment {segment}",
    see: tcpdump,
    hints: [
      "Welche Adverts mit der Nummer {vrid} gibt es in diesem Segment?",
      "Eine Router-ID darf es in ihrem Segment nur einmal geben. Wer benutzt {vrid} schon?",
      "Gib {name} eine andere virtual_router_id, auf allen Knoten mit dieser Instanz.",
    ],
    why: "Router unterscheiden ihre Adverts allein an der Router-ID. Steht dieselbe Nummer zweimal in einem Segment, halten sie fremde Adverts für ihre eigenen: Sie verwerfen sie wegen der Adressen, oder sie ordnen sich jemandem unter, der die Adresse nie hatte.",
    example:
      "vrrp_instance one { virtual_router_id 51 }\nvrrp_instance two { virtual_router_id 51 }",
  },
  "adverts-refused": {
    title: "{node} verwirft die Adverts des anderen Lastverteilers",
    because: "keepalived hat das {count}-mal gemeldet: {said}",
    see: "halab logs {lab} {node}",
    hints: [
      "Was stört keepalived an den Adverts, wenn du das Log beim Wort nimmst?",
      "Läuft wirklich, was in den Dateien steht? Eine Änderung wirkt erst nach einem Reload auf jedem Lastverteiler.",
      "Bring die Dateien aller Lastverteiler in dem überein, was das Log nennt, und lade keepalived auf allen neu.",
    ],
    why: "Ein Lastverteiler, der Adverts verwirft, hört niemanden und wird Master. Welches Feld des Adverts ihm nicht passt, sagt das Log.",
    example: "(site) expected 1 VIPs but received 2",
  },
};
