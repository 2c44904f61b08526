import type { Texts } from "../../../../core/kinds/rule.ts";

const showStat =
  "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'";

/** Of servers: who is one, who lives, and how much each gets. */
export const serverTexts: Texts = {
  "no-check": {
    title: "Ein toter Server bekommt weiter seinen Anteil der Anfragen",
    because:
      "In den Zeilen von {servers} im Backend {backend} fehlt `check`; HAProxy hält diese Server also für lebendig, was auch geschieht.",
    see: showStat,
    hints: [
      "Wie erfährt HAProxy, dass ein Server tot ist?",
      "Mit welchem Wort in einer Zeile server, oder in default-server, fragt HAProxy regelmäßig nach?",
      "Ergänze `check inter 500ms fall 2 rise 2` in den Zeilen server von Backend {backend}, oder in default-server.",
    ],
    why: "Ohne Zustandsprüfungen lebt ein Server für HAProxy ewig. Jede Anfrage an einen toten wartet bis zum Ende von timeout connect und scheitert, oder sie kostet ihren Nutzer diese Zeit.",
    example: "backend web\n  server web1 10.77.0.21:80\n  server web2 10.77.0.22:80",
  },
  "checks-too-slow": {
    title: "HAProxy merkt zu spät, wie es um einen Server steht ({state})",
    because:
      "Mit inter {inter} s, {count} und {timeout} s für jede Prüfung braucht HAProxy bis zu {seconds} s, um {server} richtig einzustufen ({state}); die Übung erlaubt {limit} s.",
    see: showStat,
    hints: [
      "Wie oft wird ein Server geprüft, und wie viele Prüfungen müssen übereinstimmen?",
      "Rechne nach: ein Intervall, dann so viele Prüfungen, wie `{count}` verlangt, jede mit ihrer Zeitgrenze.",
      "Mach inter (auch fastinter, downinter) kürzer oder `{count}` kleiner, bis die Summe unter {limit} s liegt.",
    ],
    why: "Einen toten Server zu erkennen, dauert inter + (fall - 1) * fastinter + fall * timeout. Eine Formel passt sich jedem Intervall an, die Nutzer nicht.",
    example: "default-server check inter 8s fall 2 rise 1",
  },
  "server-missing": {
    title: "Bei {servers} kommen keine Anfragen an",
    because:
      "Backend {backend} schickt Anfragen an {has}; die Übung erwartet auch Antworten von {servers}.",
    see: showStat,
    hints: [
      "Welche Server hat die Übung, und welche davon stehen im Backend {backend}?",
      "Vergleiche die Zeilen server von Backend {backend} mit den Knoten aus `halab show {lab}`.",
      "Ergänze im Backend {backend} eine Zeile für {servers} (Adresse: {address}), und zwar im Einsatz: nicht backup, nicht disabled, nicht weight 0.",
    ],
    why: "HAProxy kennt die Server seiner Backends und sonst niemanden. Ein vergessener Server steht untätig da, und sein Teil an Last und Redundanz fehlt.",
    example: "backend web\n  server web1 10.77.0.21:80 check",
  },
  "server-nowhere": {
    title: "Ein Server steht dort, wo niemand ist",
    because:
      "Server {server} im Backend {backend} hat die Adresse {address}, die kein Knoten hat ({meant}).",
    see: showStat,
    hints: [
      "Wer antwortet unter {address}?",
      "Vergleiche die Adresse mit denen aus `halab show {lab}` ({meant}).",
      "Schreibe die eigene Adresse des Servers in Zeile {line} von {file}.",
    ],
    why: "HAProxy schickt Anfragen dorthin, wohin eine Zeile zeigt. Mit Zustandsprüfungen gilt dieser Server immer als tot, ohne sie wartet sein Anteil der Anfragen auf niemanden.",
    example: "server web2 10.77.0.23:80 check",
  },
  "server-port-closed": {
    title: "Ein Server lehnt jede Verbindung ab",
    because:
      "Backend {backend} schickt Anfragen an Port {port} von {server}, aber nginx lauscht dort auf {listens}.",
    see: "halab exec {lab} {server} -- ss -ltn",
    hints: [
      "Auf welchem Port liefert {server} seine Seiten aus?",
      "Vergleiche den Port in Zeile {line} mit `listen` in der nginx.conf des Servers: {listens}.",
      "Schreibe in Zeile {line} von {file} {listens} statt {port}.",
    ],
    why: "Ein Rechner lehnt Verbindungen zu einem Port ab, auf dem niemand lauscht, und HAProxy hält den Server für tot.",
    example: "server web1 10.77.0.21:8080 check",
  },
  "server-twice": {
    title: "Ein Server bekommt mehr als seinen Anteil",
    because:
      "{servers} im Backend {backend}: das sind {count} Zeilen für dieselbe Adresse {address}, und jede Zeile bekommt einen Anteil.",
    see: showStat,
    hints: [
      "Wie viele Server hat Backend {backend}, und wie viele Zeilen?",
      "Suche eine Adresse, die in zwei Zeilen server steht: Sollte eine davon ein anderer Server sein?",
      "Gib Zeile {line} die Adresse des Servers, der gemeint ist, oder nimm sie heraus.",
    ],
    why: "HAProxy zählt Zeilen, nicht Rechner. Zwei Zeilen mit einer Adresse verdoppeln ihren Anteil, und sie wird doppelt geprüft; der Server, der gemeint war, bekommt nichts.",
    example: "backend web\n  server web1 10.77.0.21:80 check\n  server web2 10.77.0.21:80 check",
  },
  "track-blind": {
    title: "HAProxy startet nicht: Ein Server folgt einem, den niemand prüft",
    because:
      "In {file} steht track {tracked}, und in der Zeile des Servers, dem damit gefolgt wird, fehlt `check`.",
    see: "halab exec {lab} {node} -- haproxy -c -f /etc/haproxy/haproxy.cfg",
    hints: [
      "Wessen Prüfungen glauben die Server mit track {tracked}?",
      "Ein Server, dem ein anderer mit track folgt, muss selbst geprüft werden.",
      "Ergänze `check` in der Zeile jedes Servers, dem gefolgt wird; die erste ist Zeile {line} von {file}.",
    ],
    why: "`track` spart Prüfungen: Ein Backend fragt den Server, die anderen glauben ihm. Einer muss fragen, sonst wüsste es nie jemand; darum lehnt HAProxy die Datei ab.",
    example:
      "backend any\n  server app1 10.86.0.21:8080\nbackend memory\n  server app1 10.86.0.21:8080 track any/app1",
  },
  "no-redispatch": {
    title: "Anfragen gehen verloren, solange ein toter Server noch nicht erkannt ist",
    because:
      "Im Backend {backend} gilt: retries {retries}, {redispatch}; eine Anfrage, deren Server tot ist, geht also nie an einen anderen, und die Übung erlaubt nur {most} verlorene.",
    see: "halab exec {lab} {node} -- grep -n -e retries -e redispatch /etc/haproxy/haproxy.cfg",
    hints: [
      "Was soll HAProxy mit einer Anfrage tun, deren Server die Verbindung nicht annimmt?",
      "Zwei Einstellungen gehören zusammen: wie oft es versucht wird und ob ein anderer Server versucht werden darf.",
      "Schreibe `retries 3` und `option redispatch 1` in defaults.",
    ],
    why: "Bis die Zustandsprüfungen einen toten Server erkennen, geht sein Anteil der Anfragen dorthin. Eine Verbindung, die nicht zustande kam, hat noch nichts bewirkt; man kann sie gefahrlos anderswo versuchen.",
    example: "defaults\n  retries 0",
  },
  "connect-too-patient": {
    title: "Anfragen gehen verloren, obwohl ein anderer Server versucht wird",
    because:
      "Mit timeout connect {connect} s versucht Backend {backend} nach {wait} s einen anderen Server; die Nutzer geben nach {patience} s auf.",
    see: "halab exec {lab} {node} -- grep -n -e timeout -e redispatch /etc/haproxy/haproxy.cfg",
    hints: [
      "Wie lange wartet ein Nutzer, und wann versucht HAProxy einen anderen Server?",
      "Ein toter Rechner sagt nichts, also dauert jeder Versuch den ganzen timeout connect; ohne Zahl wartet `option redispatch` bis zum letzten Versuch.",
      "Mach timeout connect kürzer als {patience} s geteilt durch die Zahl der Versuche, und schreibe `option redispatch 1`.",
    ],
    why: "Ein anderer Server hilft nur, wenn er versucht wird, bevor der Nutzer aufgibt. Im selben Netz dauert eine Verbindung eine Millisekunde; Sekunden für timeout connect nützen dort nichts.",
    example: "defaults\n  timeout connect 5s\n  option redispatch",
  },
  "one-server-for-all": {
    title: "Ein Server bekommt alle Anfragen",
    because:
      "`{rule}` im Backend {backend} schickt alles, was von einer Adresse kommt, an einen Server; hier fragt aber ein einziger Client, und seine Anfragen sollen sich {wanted} auf {servers} verteilen.",
    see: showStat,
    hints: [
      "Von wie vielen Adressen kommen die Anfragen?",
      "`{rule}` richtet sich allein nach der Adresse des Clients.",
      "Benutze im Backend {backend} `balance roundrobin`, und Affinität nur dort, wo Nutzer etwas haben, zu dem sie zurückkehren.",
    ],
    why: "Affinität nach der Adresse ist so fein, wie es die Adressen sind. Ein einzelner Client, oder eine ganze Firma hinter einer Adresse, trifft immer denselben Server.",
    example: "backend web\n  balance source",
  },
  weights: {
    title: "Die Anteile der Server sind nicht die verlangten",
    because:
      "Mit {algorithm} verteilt {backend} die Anfragen {ratio} auf {servers}; verlangt ist {wanted}.",
    see: showStat,
    hints: [
      "Welches Gewicht hat jeder Server von {backend}?",
      "Ein Server ohne `weight` hat das Gewicht 1.",
      "Gib den Servern {servers} die Gewichte {wanted}.",
    ],
    why: "roundrobin und static-rr wissen von den Servern nur das Gewicht. Ein Server mit Gewicht 3 bekommt drei Anfragen, während einer mit Gewicht 1 eine bekommt.",
    example:
      "listen static\n  balance static-rr\n  server app1 10.86.0.21:8080\n  server app2 10.86.0.22:8080",
  },
  "not-leastconn": {
    title: "Der langsame Server bekommt so viele Anfragen wie die schnellen",
    because:
      "{backend} verteilt die Anfragen mit {algorithm} im Verhältnis {ratio} auf {servers}; wenn {parallel} zugleich laufen, verlangt die Übung {wanted}, entsprechend dem Tempo der Server.",
    see: "halab exec {lab} {client} -- sh -c 'curl -s -Z --parallel-max {parallel} \"{asked}#[1-60]\" | sort | uniq -c'",
    hints: [
      "Welcher Server hat am wenigsten zu tun, wenn die nächste Anfrage kommt?",
      "{algorithm} beachtet nicht, was gerade läuft; ein anderes Verfahren tut es.",
      "Schreibe `balance leastconn` in {backend}.",
    ],
    why: "leastconn gibt eine Anfrage dem Server mit den wenigsten laufenden Verbindungen. Ein schneller Server ist früher fertig und bekommt so mehr, ohne dass jemand wissen muss, wie schnell er ist.",
    example: "listen least\n  balance roundrobin",
  },
  "backend-unused": {
    title: "Ein Backend bekommt keine Anfragen",
    because: "Kein Frontend in {file} nennt Backend {backend}.",
    see: "halab exec {lab} {node} -- grep -n _backend /etc/haproxy/haproxy.cfg",
    hints: [
      "Welche Regel sollte zu Backend {backend} führen?",
      "Suche default_backend und use_backend: Fehlt eines davon?",
      "Nenne Backend {backend} in einem Frontend, oder nimm es heraus.",
    ],
    why: "Server in einem Backend, das kein Frontend nennt, werden geprüft, aber nie nach etwas gefragt.",
    example: "frontend site\n  default_backend web\nbackend web2",
  },
};
