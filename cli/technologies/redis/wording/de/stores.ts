import type { Texts } from "../../../../core/kinds/rule.ts";

const replication = "halab exec {lab} {node} -- redis-cli info replication";

export const storeTexts: Texts = {
  "unknown-directive": {
    title: "Redis startet nicht: Es kennt das Wort {name} nicht",
    because: "„{name}“ ist keine Direktive von Redis 7.0, „{near}“ ist eine.",
    see: "halab logs {lab} {node}",
    hints: [
      "Was bedeutet „{name}“ in Zeile {line} von {file} für Redis?",
      "Vergleiche das Wort mit den Direktiven von redis.conf: Am ähnlichsten ist „{near}“.",
      "Schreibe in Zeile {line} „{near}“ statt „{name}“.",
    ],
    why: "Wegen einer unbekannten Direktive weist Redis die ganze Datei ab: Aus einem Tippfehler soll kein Store ohne Replikat oder ohne Passwort werden.",
    example: "apendonly yes",
  },
  "comment-behind": {
    title: "Redis startet nicht: Hinter einer Direktive steht ein Kommentar",
    because: "Durch `{text}` bekommt {name} die Wörter des Kommentars als Argumente.",
    see: "halab logs {lab} {node}",
    hints: [
      "Wo darf in redis.conf ein „#“ stehen?",
      "Nur eine Zeile, die mit # beginnt, ist ein Kommentar.",
      "Verschiebe den Kommentar in Zeile {line} in eine eigene Zeile.",
    ],
    why: "In redis.conf beginnt # nur am Anfang einer Zeile einen Kommentar. Hinter einer Direktive ist es ein Argument mehr, und Redis bricht mit „wrong number of arguments“ ab.",
    example: "port 6379 # der übliche",
  },
  "no-replica": {
    title: "Der Master stirbt, und niemand kann übernehmen",
    because:
      "Sentinel überwacht {name} auf {master}, und kein Store ist dessen Replikat: Auf {others} fehlt replicaof.",
    see: replication,
    hints: [
      "Wer hat die Warenkörbe, wenn {master} weg ist?",
      "Zum Replikat wird ein Store durch eine einzige Zeile in seiner redis.conf.",
      "Ergänze `replicaof {address}` in {file} auf {others}.",
    ],
    why: "Zwei Master, die nichts voneinander wissen, sind zwei getrennte Stores, einer davon leer. Sentinel kann nur ein Replikat zum Master machen.",
    example: "# store2: kein replicaof\nport 6379",
  },
  "replica-of-nobody": {
    title: "Ein Replikat bekommt nie Daten",
    because: "{node} ist Replikat von {address} ({whose}); Redis läuft unter {known}.",
    see: replication,
    hints: [
      "Steht master_link_status auf up?",
      "Vergleiche Adresse und Port hinter replicaof mit denen des Masters.",
      "Schreibe Adresse und Port des Masters in Zeile {line}: {known}.",
    ],
    why: "Ein Replikat, dessen Master nicht antwortet, versucht es für immer und hat nichts. Es kann sogar selbst zum Master werden, und dann ist alles weg.",
    example: "replicaof 10.86.0.32 6379",
  },
  "memory-only-master": {
    title: "Ein Master, der neu startet, kann seine Replikate leeren",
    because:
      "{master} schreibt nichts auf die Platte (appendonly no, kein save), und es gibt Replikate.",
    see: "halab exec {lab} {node} -- redis-cli config get appendonly",
    hints: [
      "Was weiß ein Master nach einem Neustart, und was kopieren seine Replikate dann?",
      "Ist er wieder da, bevor Sentinel etwas bemerkt hat, ist er immer noch der Master, und zwar leer.",
      "Schreibe `appendonly yes` in {file}.",
    ],
    why: "Ein Master ohne Persistenz kommt leer zurück, und seine Replikate kopieren das. Die Dokumentation von Redis warnt davor: Ein Neustart, der schneller ist als der Failover, löscht den Datenbestand von allen.",
    example: 'save ""\nappendonly no',
  },
  "protected-mode": {
    title: "Redis antwortet nur dem eigenen Knoten",
    because:
      "protected-mode ist {value}, und es ist kein Passwort gesetzt. Deshalb weist Redis auf {node} alle anderen ab.",
    see: "halab exec {lab} {node} -- redis-cli config get protected-mode",
    hints: [
      "Was sagt Redis zu einem Client von einem anderen Knoten?",
      "Der protected mode lässt andere nur herein, wenn es ein Passwort gibt.",
      "Schreibe `protected-mode no` in {file}, denn das Netz der Übung ist abgeschlossen; oder setze überall ein Passwort.",
    ],
    why: "Ein Store ohne Passwort in einem offenen Netz gehört allen. Deshalb weist Redis Fremde ab, bis jemand entscheidet: ein Passwort oder kein Schutz.",
    example: "bind 0.0.0.0\nport 6379",
  },
  "bind-unreachable": {
    title: "Niemand erreicht dieses Redis von einem anderen Knoten aus",
    because: "{node} lauscht auf {bound}, und die anderen kommen zu {address}.",
    see: "halab exec {lab} {node} -- ss -ltn",
    hints: [
      "An welchen Adressen lauscht Port {port} auf {node}?",
      "127.0.0.1 ist der Knoten selbst und sonst niemand.",
      "Schreibe in Zeile {line} `bind 0.0.0.0` oder `bind {address}`.",
    ],
    why: "Ein Replikat, ein Sentinel und die Anwendung fragen von anderen Knoten aus. Eine Loopback-Adresse ist nur vom Knoten selbst erreichbar.",
    example: "bind 127.0.0.1",
  },
  "passwords-differ": {
    title: "{node} darf nicht mit dem Master sprechen",
    because: "{master} verlangt ein Passwort (requirepass), aber auf {node} steht: {has}.",
    see: replication,
    hints: [
      "Welches Passwort gibt {node} an {master}?",
      "requirepass ist das, was ein Store verlangt. Replikate geben masterauth an, Sentinels auth-pass.",
      "Trage auf {node} das Passwort des Masters als {name} ein. Stores brauchen beides, requirepass und masterauth, denn sie wechseln die Rollen.",
    ],
    why: "Replikate und Sentinels melden sich an wie Clients. Nach einem Failover sind die Rollen vertauscht, also brauchen alle Stores beide Zeilen mit demselben Passwort.",
    example: "# store1\nrequirepass secret\n# store2\nreplicaof 10.86.0.31 6379",
  },
  "min-replicas": {
    title: "Nach dem Failover weist der neue Master alle Schreibzugriffe ab",
    because:
      "min-replicas-to-write ist {least}, und wenn von {stores} Stores einer tot ist, bleiben als Replikate noch {left}.",
    see: replication,
    hints: [
      "Wie viele Replikate hat der neue Master, während der alte tot ist?",
      "min-replicas-to-write weist Schreibzugriffe ab, wenn weniger Replikate da sind.",
      "Setze den Wert in Zeile {line} auf höchstens {left}, oder nimm mehr Stores.",
    ],
    why: "min-replicas-to-write schützt Geschriebenes davor, mit dem Master verloren zu gehen, und kostet Verfügbarkeit: Mit zu wenigen Replikaten gibt es gar keine Schreibzugriffe.",
    example: "min-replicas-to-write 1",
  },
};
