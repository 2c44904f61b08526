import type { Phrases } from "../../../core/kinds/phrase.ts";
import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "nobody-listens": {
    title: "An {address}:{port} hört niemand zu",
    because:
      "{node} hat die Adresse {address}, aber kein Programm dort hört an Port {port} zu: Der Kernel weist jede Verbindung ab.",
    see: "halab exec {lab} {node} -- ss -ltnp",
    hints: [
      "{node} hat die Adresse. Welches Programm soll dort an Port {port} antworten?",
      "Läuft dieses Programm, und an welcher Adresse und welchem Port hört es zu?",
      "Lass das Programm an {address}:{port} (oder an jeder Adresse) zuhören und starte es neu.",
    ],
    why: "Eine Adresse ist nur der halbe Dienst. Die andere Hälfte ist ein Prozess, der den Port belegt. Ein Knoten, der die Adresse ohne ihn hat, weist alle ab, und zwar sofort.",
    example: "bind 10.77.0.100:8080",
  },
  "address-nowhere": {
    title: "Kein Knoten hat die Adresse {address}",
    because: "Alle Knoten wurden nach ihren Adressen gefragt, und {address} ist auf keinem.",
    see: "halab exec {lab} {node} -- ip -4 -brief address",
    hints: [
      "Welches Programm soll {address} auf einen Knoten legen?",
      "Läuft es, steht die Adresse in seiner Konfiguration, und in welchem Zustand ist es?",
      "Sieh in seinem Log nach, warum es nicht Master wird: halab logs {lab} KNOTEN.",
    ],
    why: "Clients fragen das Segment nach dem Besitzer einer Adresse (ARP). Ohne Besitzer kommt keine Antwort, und jede Anfrage wartet bis zu ihrem Timeout.",
    example: "virtual_ipaddress {\n}",
  },
  "way-closed": {
    title: "{others} erreicht {to} in {segment} nicht",
    because: "Von {to} ({address}) kam nichts zurück, weder ein Echo noch eine Absage.",
    see: "halab exec {lab} {node} -- ping -c 3 {address}",
    hints: [
      "Kommt die Frage bei {to} an, oder geht die Antwort verloren?",
      "Höre auf beiden Seiten: halab exec {lab} {to} -- tcpdump -n icmp; sieh dir Adressen, Netzmasken und nft list ruleset an.",
      "Nimm weg, was dazwischen liegt: eine Störung (halab heal {lab}), ein Filter, eine falsche Adresse oder Maske.",
    ],
    why: "Mitglieder eines Clusters müssen einander erreichen, bevor sie sich auf etwas einigen können. Ein Weg, der vor dem Anfang zu ist, ist eine Teilung, die schon da ist.",
    example: "ping 10.84.0.12: keine Antwort",
  },
};

/** What `halab validate` asks. */
export const tests = {
  paths: "Jeder Knoten erreicht jeden anderen in jedem gemeinsamen Netz",
};

export const phrases: Phrases = {
  "{0} of {1} ways": "{0} von {1} Wegen",
};
