import type { Texts } from "../../../../core/kinds/rule.ts";

export const heardTexts: Texts = {
  "adverts-unheard": {
    title: "Beide Lastverteiler sind Master und senden: keiner hört den anderen",
    because:
      "{node} und {other} senden beide Adverts mit der Router-ID {vrid}, und jeder würde einem besseren weichen, den er hört",
    see: "halab exec {lab} {node} -- tcpdump -lnni eth0 -c 6 ip proto 112",
    hints: [
      "Wessen Adverts sieht jeder von beiden auf seiner eigenen Netzwerkkarte?",
      "Protokoll 112 an 224.0.0.18 (oder an den Partner) muss durchkommen: Sieh dir die Paketfilter und das Segment an.",
      "Lass VRRP auf beiden Knoten durch: nft list ruleset, dazu eine Regel, die ip protocol vrrp annimmt.",
    ],
    why: "Ein Master weicht einem besseren nur, wenn dessen Adverts ankommen. Gehen sie unterwegs verloren, bleiben beide Master, und die Clients sprechen mit dem, der sich zuletzt gemeldet hat.",
    example: "nft add rule inet filter input ip protocol vrrp drop",
  },
  "address-left": {
    title: "{node} hat die Adresse {address}, und niemand dort verwaltet sie",
    because: "{address} liegt auf {device} von {node}; zum Zustand dort: keepalived {said}.",
    see: "halab exec {lab} {node} -- ip -4 -brief address",
    hints: [
      "Wer hat {node} die Adresse {address} gegeben, und wer würde sie wieder wegnehmen?",
      "keepalived nimmt seine Adressen weg, wenn es ordentlich beendet wird. Wurde es abgeschossen, oder kam die Adresse von Hand dazu?",
      "Nimm sie weg (ip address delete {address} dev {device}), und starte dann keepalived auf {node}.",
    ],
    why: "Eine zurückgelassene Adresse beantwortet ARP neben der des neuen Masters: zwei Besitzer, und jeder bekommt einen Teil der Pakete.",
    example: "kill -9 $(pidof keepalived)",
  },
  "in-fault": {
    title: "keepalived auf {node} ist in FAULT: Es kann nie Master werden",
    because: "Die Instanz {instance} auf {node} ist in FAULT; überwacht wird: {tracked}.",
    see: "halab logs {lab} {node}",
    hints: [
      "Worauf wartet die Instanz {instance} auf {node}?",
      "FAULT heißt: Ihre Schnittstelle ist ausgefallen, oder etwas, das sie überwacht, schlägt fehl. Überwacht wird: {tracked}.",
      "Starte das überwachte Skript auf {node} von Hand, oder sieh nach, ob der überwachte Prozess läuft; behebe das, oder gib ihm ein Gewicht.",
    ],
    why: "In FAULT sendet ein Knoten keine Adverts und übernimmt keine Adresse, was auch mit den anderen geschieht. Ein Cluster aus zwei Knoten, von denen einer in FAULT ist, hat keine Übernahme.",
    example: "track_process {\n  haproxy\n}",
  },
};
