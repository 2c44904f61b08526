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
};
