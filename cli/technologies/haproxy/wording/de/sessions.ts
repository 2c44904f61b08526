import type { Texts } from "../../../../core/kinds/rule.ts";

/** Of users who come back, and of what the balancer does for the servers. */
export const sessionTexts: Texts = {
  "no-affinity": {
    title: "Nutzer verlieren ihren Warenkorb bei der nächsten Anfrage",
    because:
      "Backend {backend} gibt jede Anfrage dem nächsten Server ({algorithm}), und was {path} sich merkt, steht im Speicher eines einzigen.",
    see: "halab exec {lab} {client} -- sh -c 'for i in 1 2 3 4; do curl -si http://{address}{path} | grep -i -e x-server -e set-cookie; done'",
    hints: [
      "Woher weiß HAProxy, welcher Server den Warenkorb eines Nutzers hat?",
      "Es muss den Nutzer wiedererkennen (am Cookie oder an der Adresse) und sich den Server merken.",
      "Ergänze `cookie SRV insert indirect nocache` und in jeder Zeile server von Backend {backend} ein `cookie`, oder eine stick-table mit `stick on src`.",
    ],
    why: "Eine Sitzung, die im Speicher eines Servers liegt, fehlt auf jedem anderen. Affinität bringt einen Nutzer wieder zu demselben Server; ohne sie findet bei drei Servern nur jeder dritte Besuch seinen Warenkorb.",
    example:
      "backend memory\n  balance roundrobin\n  server app1 10.86.0.21:8080\n  server app2 10.86.0.22:8080",
  },
  "cookie-incomplete": {
    title: "Manche Nutzer kommen nicht zu ihrem Server zurück",
    because:
      "Backend {backend} schreibt den Namen eines Servers in das Cookie {cookie}, aber die Zeilen von {servers} haben dafür keinen eigenen Namen.",
    see: "halab exec {lab} {node} -- grep -n cookie /etc/haproxy/haproxy.cfg",
    hints: [
      "Was steht im Cookie {cookie} eines Nutzers, der von {servers} bedient wurde?",
      "Das `cookie` des Backends sagt, wie; das `cookie` jedes Servers sagt, welcher.",
      "Ergänze `cookie NAME` in den Zeilen server von {servers}, in jeder Zeile mit einem anderen Namen.",
    ],
    why: "Der Wert des Cookies ist, was in der Zeile server hinter `cookie` steht. Ein Server ohne diesen Wert setzt kein Cookie, und zwei mit demselben lassen sich nicht unterscheiden.",
    example: "backend memory\n  cookie SRV insert indirect nocache\n  server app1 10.86.0.21:8080",
  },
  "source-hash": {
    title: "Nutzer gesunder Server verlieren ihren Warenkorb, wenn ein Server ausfällt",
    because:
      "`balance {algorithm}` im Backend {backend} bestimmt den Server aus einem Hash modulo {count}; bei {fewer} Servern führen die meisten Hashwerte woandershin.",
    see: "halab exec {lab} {node} -- grep -n -e balance -e stick /etc/haproxy/haproxy.cfg",
    hints: [
      "Zu welchem Server führt ein Hash, wenn es einen Server weniger gibt?",
      "Ein Hash merkt sich niemanden. Was könnte sich merken, welcher Nutzer bei welchem Server war?",
      "Ersetze `balance {algorithm}` durch `balance roundrobin`, eine `stick-table type ip size 10k expire 30m` und `stick on src`.",
    ],
    why: "Ein Hash ist Affinität ohne Gedächtnis: Sie hält nur, solange die Menge der Server gleich bleibt. Eine Tabelle merkt sich jeden Nutzer; so muss niemand ohne Not umziehen, und ein geleerter Server behält die seinen.",
    example: "backend source\n  balance source",
  },
  "backup-sticks": {
    title: "Nutzer bleiben beim Ersatzserver",
    because:
      "{server} im Backend {backend} ist ein backup, und wen er bedient, der bekommt einen Eintrag in der Tabelle.",
    see: "halab exec {lab} {node} -- sh -c 'echo show table {backend} | socat - /run/haproxy/admin.sock'",
    hints: [
      "Wohin kommt ein Nutzer, dessen Server wieder da ist, dessen Eintrag aber den Ersatzserver nennt?",
      "Eine Tabelle merkt sich den Server, der zuletzt bedient hat, auch einen backup.",
      "Ergänze `non-stick` in der Zeile von {server}.",
    ],
    why: "Der Ersatzserver ist für die Zeit gedacht, in der alle anderen ausgefallen sind. Mit einem Eintrag in der Tabelle kommen seine Nutzer wieder zu ihm, bis der Eintrag abläuft.",
    example: "stick on src\nserver sorry 10.86.0.24:8080 backup",
  },
  "peers-missing": {
    title: "Nutzer verlieren ihren Server, wenn der aktive Lastverteiler stirbt",
    because:
      "Die Tabelle von Backend {backend} liegt im Speicher eines Lastverteilers: `{text}` nennt keine peers, die davon erfahren.",
    see: "halab exec {lab} {node} -- sh -c 'echo show peers | socat - /run/haproxy/admin.sock'",
    hints: [
      "Wo liegt die Tabelle von Backend {backend}, und was weiß der andere Lastverteiler davon?",
      "Die Lastverteiler können einander sagen, was sie lernen: configuration manual 3.5.",
      "Ergänze einen Abschnitt `peers balancers` mit einer Zeile für jeden Lastverteiler, und `peers balancers` bei der stick-table.",
    ],
    why: "Eine stick-table geht mit dem Prozess verloren, dem sie gehört, auch bei einem Reload. Mit peers erfahren die anderen Lastverteiler jeden Eintrag sofort, und ein startender Prozess fragt nach allen.",
    example: "backend source\n  stick-table type ip size 10k expire 30m\n  stick on src",
  },
  "peer-not-here": {
    title: "Die Lastverteiler teilen ihre Tabellen nicht",
    because: "Im Abschnitt peers {section} steht: {has}; gebraucht werden Zeilen für {needs}.",
    see: "halab exec {lab} {node} -- sh -c 'echo show peers | socat - /run/haproxy/admin.sock'",
    hints: [
      "Wie findet ein Lastverteiler sich selbst unter den peers?",
      "An seinem Hostnamen. Vergleiche Namen und Adressen im Abschnitt {section} mit den Knoten.",
      "Schreibe für jeden Lastverteiler eine Zeile `peer HOSTNAME ADDRESS:PORT`: {needs}.",
    ],
    why: "HAProxy sucht den peer mit seinem eigenen Hostnamen und lauscht auf dessen Adresse; mit allen anderen verbindet es sich. Fehlt sein eigener Name, lässt es den ganzen Abschnitt weg, mit nicht mehr als einer Warnung.",
    example:
      "peers balancers\n  peer balancer1 10.86.0.11:10000\n  peer balancer2 10.86.0.12:10000",
  },
  "no-cache": {
    title: "Die Server bauen jede Seite neu",
    because:
      "Ein Cache braucht zwei Regeln; auf dem Weg von {path} durch Backend {backend} fehlt {missing}.",
    see: "halab exec {lab} {client} -- sh -c 'for i in 1 2 3; do curl -si http://{address}{path} | grep -i -e age -e page; done'",
    hints: [
      "Wer legt eine Seite in den Cache, und wer sucht sie dort?",
      "Es braucht zwei Regeln: eine für Anfragen, eine für Antworten.",
      "Ergänze `{missing} NAME` im Backend {backend}, mit dem Namen deines Abschnitts cache.",
    ],
    why: "cache-use sieht im Cache nach, bevor ein Server gefragt wird, cache-store bewahrt auf, was ein Server geantwortet hat. Mit nur einer der beiden kommt jede Anfrage bei einem Server an.",
    example: "backend pages\n  http-request cache-use pages",
  },
  "no-tls": {
    title: "An Port {port} spricht niemand TLS",
    because: "Die Clients fragen {asked}, und `{text}` lauscht ohne `ssl`.",
    see: "halab exec {lab} {client} -- curl -svk -o /dev/null --resolve {host}:{port}:{address} {asked}",
    hints: [
      "Was schickt der Client an Port {port} zuerst, und was erwartet HAProxy dort?",
      "Ein Port spricht nur dann TLS, wenn seine Zeile bind es sagt, und dazu, welches Zertifikat er vorzeigt.",
      "Ergänze in Zeile {line} von {file} `ssl crt` und die Datei mit Zertifikat und Schlüssel.",
    ],
    why: "Die Nummer des Ports sagt HAProxy nichts. Ohne `ssl` hält es den Handshake des Clients für eine kaputte HTTP-Anfrage.",
    example: "frontend site\n  bind 10.86.0.100:443",
  },
};
