import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  refused: {
    title: "Anfragen an {address} werden abgewiesen",
    because:
      "Abgewiesen: {lost} von {sent} Anfragen von {node}. Eine Maschine hat die Adresse, aber an diesem Port lauscht niemand",
    see: "halab exec {lab} {node} -- curl -sv --max-time 2 http://{address}/",
    hints: [
      "Wer hat die Adresse, und welcher Daemon sollte dort lauschen?",
      "Frage den Knoten, der sie hat: ss -ltn zeigt jeden Port, an dem jemand lauscht.",
      "Lass den Daemon an der Adresse und dem Port lauschen, die gefragt werden, und prüfe, ob er läuft.",
    ],
    why: "Eine Abweisung kommt sofort und von einer Maschine, der es gut geht: Sie hat die Adresse, aber keinen Daemon an diesem Port. Also geht es nicht darum, wem die Adresse gehört.",
    example: "curl: (7) Failed to connect to 10.77.0.100 port 80: Connection refused",
  },
  unanswered: {
    title: "Unter {address} antwortet niemand",
    because:
      "Ohne jede Antwort: {lost} von {sent} Anfragen von {node}. Niemand hat die Adresse, oder die Antwort nimmt einen anderen Weg",
    see: "halab exec {lab} {node} -- arping -c 2 {address}",
    hints: [
      "Hat jemand die Adresse? Antwortet jemand auf ARP für sie?",
      "Wenn ja: Kommt die Anfrage an (tcpdump), und welchen Weg nimmt die Antwort?",
      "Sorge dafür, dass ein einziger Knoten die Adresse hat. Verlässt eine Antwort das Netz über einen anderen Knoten, verbessere dessen Route oder Weiterleitung.",
    ],
    why: "Stille bedeutet, dass das Paket bei niemandem ankam oder dass die Antwort nie zurückkam: kein Besitzer, zwei Netze, die einander nicht kennen, oder ein verworfenes Paket.",
    example: "curl: (28) Connection timed out after 2001 milliseconds",
  },
  unavailable: {
    title: "{address} antwortet mit einem Fehler ({how})",
    because:
      "Antwort {how}: {lost} von {sent} Anfragen von {node}. Der Lastverteiler ist da, hat aber keinen Server, an den er sie geben darf",
    see: "halab exec {lab} {node} -- curl -si --max-time 2 http://{address}/",
    hints: [
      "Welche Server hält der Lastverteiler für lebendig, und warum nicht die anderen?",
      "Sieh dir den Zustand seiner Server an und was der letzte Check ergeben hat.",
      "Lass den Check nach etwas fragen, das ein gesunder Server beantwortet, und zwar an der Adresse und dem Port, wo er lauscht.",
    ],
    why: "HTTP 503 von einem Lastverteiler ist seine eigene Antwort: Für ihn ist jeder Server des Backends ausgefallen, oder es gibt keinen.",
    example: "HTTP/1.1 503 Service Unavailable",
  },
  forged: {
    title: "Unter {address} antwortet keiner der Server des Labs",
    because:
      "{lost} von {sent} Antworten an {node} tragen keinen Nachweis eines Servers dieses Labs",
    see: "halab exec {lab} {node} -- curl -si --max-time 2 http://{address}/",
    hints: [
      "Wer hat diese Antwort gegeben? Was steht darin?",
      "Sieh dir an, was zwischen Client und Servern steht: Antwortet es selbst, aus einem Cache, oder lässt es Header weg?",
      "Reiche Anfragen und Antworten so weiter, wie sie sind, mit allen Headern.",
    ],
    why: "Jeder Server eines Labs weist nach, wer er ist. Eine Antwort ohne diesen Nachweis kam von jemand anderem oder aus einem Cache, oder sie hat unterwegs ihre Header verloren.",
    example: "http-request return status 200",
  },
};
