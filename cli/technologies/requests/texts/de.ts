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
      "Sieh dir den Zustand seiner Server an und was die letzte Prüfung ergeben hat.",
      "Lass die Prüfung nach etwas fragen, das ein gesunder Server beantwortet, und zwar an der Adresse und dem Port, wo er lauscht.",
    ],
    why: "HTTP 503 von einem Lastverteiler ist seine eigene Antwort: Für ihn ist jeder Server des Backends ausgefallen, oder es gibt keinen.",
    example: "HTTP/1.1 503 Service Unavailable",
  },
  forged: {
    title: "Unter {address} antwortet keiner der Server der Übung",
    because:
      "{lost} von {sent} Antworten an {node} tragen keinen Nachweis eines Servers dieser Übung",
    see: "halab exec {lab} {node} -- curl -si --max-time 2 http://{address}/",
    hints: [
      "Wer hat diese Antwort gegeben? Was steht darin?",
      "Sieh dir an, was zwischen Client und Servern steht: Antwortet es selbst, aus einem Cache, oder lässt es Header weg?",
      "Reiche Anfragen und Antworten so weiter, wie sie sind, mit allen Headern.",
    ],
    why: "Jeder Server einer Übung weist nach, wer er ist. Eine Antwort ohne diesen Nachweis kam von jemand anderem oder aus einem Cache, oder sie hat unterwegs ihre Header verloren.",
    example: "http-request return status 200",
  },
  "silent-server": {
    title: "Bei {servers} kommen keine Anfragen an",
    because: "Auf {probe} sollte {wanted} antworten, aber von {servers} kam keine einzige Antwort.",
    see: "halab exec {lab} {node} -- sh -c 'for i in 1 2 3 4 5 6; do curl -s --max-time 2 {url}; done'",
    hints: [
      "Wer entscheidet, welcher Server eine Anfrage bekommt, und kennt er {servers}?",
      "Steht {servers} in der Liste, mit einem Gewicht, und gilt beim Lastverteiler als gesund?",
      "Nimm {servers} in die Liste auf, oder verbessere, wonach die Zustandsprüfung dort fragt.",
    ],
    why: "Ein Server, der nichts bekommt, kostet Geld und tut nichts. Und stirbt der andere, hat ihn noch nie jemand ausprobiert.",
    example: "server web1 10.77.0.21:80\n# server web2 10.77.0.22:80",
  },
  "other-server": {
    title: "Antworten kommen auch von {servers}, und das ist nicht vorgesehen",
    because: "Auf {probe} sollte nur {wanted} antworten, aber Antworten kamen auch von {servers}.",
    see: "halab exec {lab} {node} -- sh -c 'for i in 1 2 3 4 5 6; do curl -s --max-time 2 {url}; done'",
    hints: [
      "Welcher Server hat diese Antworten gegeben, und wie sind die Anfragen dorthin gekommen?",
      "Wer sendet Anfragen an {servers}: eine Liste von Servern, ein Name mit einer Adresse zu viel, ein Knoten mit derselben Adresse?",
      "Nimm {servers} aus der Liste (oder den Eintrag aus der Zone) heraus.",
    ],
    why: "Die Antwort eines falschen Servers sieht gut aus, stammt aber von einem anderen Dienst, aus einer anderen Version oder enthält fremde Daten.",
    example: "server web1 10.77.0.21:80\nserver web3 10.77.0.23:80",
  },
  "name-unknown": {
    title: "Der Nameserver sagt, dass es den Namen nicht gibt ({how})",
    because:
      "NXDOMAIN auf {lost} von {sent} Anfragen von {node}: Für den gefragten Server steht der Name nicht in der Zone",
    see: "halab exec {lab} {node} -- dig @{address}",
    hints: [
      "Welcher Server wurde gefragt, und in welcher Zone sollte der Name stehen?",
      "Gibt es dort einen Eintrag unter genau diesem Namen? Was macht ein fehlender Punkt am Ende aus ihm?",
      "Ergänze den Eintrag in der Zone, erhöhe die Seriennummer, und lade die Zone neu.",
    ],
    why: "NXDOMAIN ist eine Antwort, und Resolver behalten sie, so lange es die negative TTL der Zone sagt (RFC 2308).",
    example: "www.lab.test IN A 10.79.0.80   ; ohne Punkt: www.lab.test.lab.test.",
  },
  "query-refused": {
    title: "Der Nameserver verweigert die Antwort ({how})",
    because:
      "REFUSED auf {lost} von {sent} Anfragen von {node}: Der Server hat keine solche Zone und fragt für diesen Client keine anderen",
    see: "halab exec {lab} {node} -- dig @{address}",
    hints: [
      "Sollte dieser Server die Zone haben, oder sollte er andere danach fragen?",
      "Steht die Zone in der View, in die der Client fällt? Kennt allow-query oder allow-recursion den Client?",
      "Ergänze die Zone, oder das Netz des Clients in der Liste, in der es fehlt.",
    ],
    why: "Ein Server verweigert die Antwort auf das, wofür er weder zuständig ist noch andere fragen will. Das sagt seine Konfiguration, und er sagt es sofort.",
    example: "allow-recursion { localhost; };",
  },
  "server-failure": {
    title: "Der Nameserver kann nicht antworten ({how})",
    because:
      "SERVFAIL auf {lost} von {sent} Anfragen von {node}: Der Server müsste es wissen und weiß es nicht",
    see: "halab exec {lab} {node} -- dig @{address}",
    hints: [
      "Hat der Server die Daten der Zone selbst, oder muss er einen anderen fragen?",
      "Was sagt sein Log über die Zone: nicht geladen, abgelaufen, keine Antwort von denen, die er fragt?",
      "Repariere die Zone, die er nicht laden konnte, oder den Weg zu den Servern, die er fragt.",
    ],
    why: "SERVFAIL antwortet ein sekundärer Nameserver bei einer abgelaufenen Zone, ein primärer bei einer, die er nicht laden konnte, und ein Resolver, wenn ihm niemand antwortet.",
    example: "zone lab.test/IN: not loaded due to errors.",
  },
};
