import type { Texts } from "../../../../core/kinds/rule.ts";

const status = "halab exec {lab} {node} -- mariadb -e \"show status like 'wsrep_cluster%'\"";

export const clusterTexts: Texts = {
  "wsrep-off": {
    title: "{node} ist ein Server für sich, und was dort geschrieben wird, bekommt niemand",
    because: "Die Dateien von {node} setzen wsrep_on nicht auf ON, und von selbst ist es OFF.",
    see: status,
    hints: [
      "Nimmt der Server überhaupt an einem Cluster teil?",
      "Galera ist eine Bibliothek, die MariaDB nur lädt, wenn es replizieren soll.",
      "Schreib `wsrep-on = ON` in die Gruppe [mysqld] von {file}.",
    ],
    why: "Seit MariaDB 10.1 ist die Replikation mit Galera aus, bis wsrep_on etwas anderes sagt, was auch sonst gesetzt ist. Der Server startet, nimmt Schreibzugriffe an und behält sie für sich.",
    example: "wsrep-on = OFF",
  },
  "provider-missing": {
    title: "MariaDB auf {node} startet nicht oder repliziert nichts",
    because:
      "wsrep_provider ist {value}; die Bibliothek aus Debians galera-4 ist /usr/lib/galera/libgalera_smm.so.",
    see: "halab exec {lab} {node} -- ls /usr/lib/galera",
    hints: [
      "Welche Bibliothek repliziert?",
      "wsrep_provider nennt sie, mit ihrem ganzen Pfad.",
      "Schreib `wsrep-provider = /usr/lib/galera/libgalera_smm.so`.",
    ],
    why: "MariaDB selbst kennt nur eine Schnittstelle zur Replikation (wsrep). Senden, ordnen und zertifizieren tut eine Bibliothek; ohne sie schaltet wsrep_on nichts ein.",
    example: "wsrep-provider = /usr/lib/libgalera.so",
  },
  "binlog-not-row": {
    title: "MariaDB auf {node} startet nicht: Nur ROW wird unterstützt",
    because: "binlog_format ist {value}, und Galera repliziert Zeilen, keine Anweisungen.",
    see: "halab logs {lab} {node}",
    hints: [
      "Was bekommen die anderen: die Anweisung oder das, was sie geändert hat?",
      "Nur geänderte Zeilen lassen sich gegeneinander zertifizieren.",
      "Schreib `binlog-format = ROW`; ohne eine Zeile gilt MIXED.",
    ],
    why: "Ein Write-Set enthält die Schlüssel der Zeilen, die eine Transaktion geändert hat. An ihnen zeigt sich, dass zwei Transaktionen im Konflikt stehen. Eine Anweisung hat keine Schlüssel.",
    example: "binlog-format = MIXED",
  },
  "lock-mode": {
    title: "Einfügungen mit eigenen Nummern können einander auf {node} blockieren",
    because: "innodb_autoinc_lock_mode ist {value}, und Galera braucht 2.",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@innodb_autoinc_lock_mode"',
    hints: [
      "Wer gibt einer Zeile ihre Nummer, wenn mehrere Transaktionen zugleich einfügen?",
      "Die Modi 0 und 1 sperren den Zähler für eine ganze Anweisung; wer Zeilen anderer Knoten anwendet, wartet dann oder gerät in einen Deadlock.",
      "Schreib `innodb-autoinc-lock-mode = 2`.",
    ],
    why: "Modus 2 (interleaved) hält keine Sperre für eine Anweisung. Mit Zeilen statt Anweisungen hängt nichts von lückenlosen Nummern ab.",
    example: "innodb-autoinc-lock-mode = 1",
  },
  "begins-always": {
    title: "Jeder Start von {node} macht einen neuen Cluster, in dem er allein ist",
    because:
      "In den Dateien von {node} steht {said}, und das beginnt einen Cluster, statt einem beizutreten.",
    see: status,
    hints: [
      "Wen sucht {node} beim Start?",
      "Eine Adresse ohne Knoten heißt: Ich bin der erste. Das stimmt einmal im Leben eines Clusters, auf einem Knoten, und nie in einer Datei.",
      "Nenne alle Mitglieder: `wsrep-cluster-address = gcomm://ADRESSE,ADRESSE,ADRESSE`. Wer beginnt, wird beim Start gesagt (--wsrep-new-cluster).",
    ],
    why: "Ein Bootstrap, der in einer Datei stehen bleibt, macht beim nächsten Neustart einen zweiten Cluster: zwei Hälften, die beide schreiben lassen, jede als wäre sie allein. So werden Galera-Cluster am häufigsten gespalten.",
    example: "wsrep-cluster-address = gcomm://",
  },
  "address-of-nobody": {
    title: "Ein Mitglied wird gesucht, wo keines ist",
    because: "{host} ist die Adresse keines Mitglieds und keines Arbitrators dieser Übung.",
    see: "halab show {lab}",
    hints: [
      "Welche Adressen haben die Mitglieder?",
      "Beim Start wird jeder der Liste nach dem Cluster gefragt; einer, der antwortet, genügt. Es geht also durch Glück gut.",
      "Setz in Zeile {line} von {file} die richtige Adresse ein.",
    ],
    why: "Solange ein anderer der Liste antwortet, merkt es niemand. An dem Tag, an dem der aus ist, findet der Knoten niemanden und startet nicht.",
    example: "wsrep-cluster-address = gcomm://10.89.0.11,10.89.0.12,10.89.0.31",
  },
  "names-differ": {
    title: "{node} wird nicht hineingelassen",
    because: "{node} gehört zur Gruppe „{name}“, {others} dagegen zu „{other}“.",
    see: "halab logs {lab} {node}",
    hints: [
      "Woran erkennen Knoten, dass sie zum selben Cluster gehören?",
      "An seinem Namen: Eine Verbindung mit einem anderen wird abgelehnt.",
      "Gib allen denselben: wsrep_cluster_name bei Mitgliedern, GALERA_GROUP beim Arbitrator.",
    ],
    why: "Der Name hält die Cluster eines Netzes auseinander. Ein Knoten mit einem anderen wird beim Handshake abgelehnt und wartet, bis er aufgibt.",
    example: "# g1\nwsrep-cluster-name = halab\n# g2\nwsrep-cluster-name = hallab",
  },
  "sst-method": {
    title: "Ein Knoten, der eine Kopie von allem braucht, bekommt sie nie",
    because: "wsrep_sst_method ist {value}, und die Knoten haben nur das Programm für rsync.",
    see: "halab exec {lab} {node} -- sh -c 'ls /usr/bin/wsrep_sst_*'",
    hints: [
      "Wie kommt ein Knoten ohne Daten an alle Daten?",
      "Ein Programm des Donors kopiert sie; für jede Methode gibt es eines.",
      "Schreib `wsrep-sst-method = rsync`.",
    ],
    why: "mariabackup blockiert den Donor nicht, ist aber ein eigenes Paket und braucht einen Benutzer mit Rechten. Eine Methode, die einer Seite fehlt, scheitert erst, wenn der erste Knoten sie braucht.",
    example: "wsrep-sst-method = mariabackup",
  },
  "options-twice": {
    title: "Einige der Provider-Optionen von {member} gelten nicht",
    because:
      "wsrep_provider_options ist {count}-mal gesetzt; die letzte Zeile gilt, und nichts von denen davor.",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@wsrep_provider_options\\G"',
    hints: [
      "Ergänzen zwei Zeilen wsrep_provider_options einander?",
      "Es ist eine Variable mit einem Text. Die letzte Zeile ersetzt ihn.",
      "Schreib alles in eine Zeile, mit Strichpunkten dazwischen.",
    ],
    why: "Die Optionen sehen aus wie eine Liste, sind für MariaDB aber eine Zeichenkette. Eine Datei, die später gelesen wird, nimmt sie alle weg, ohne ein Wort.",
    example:
      'wsrep-provider-options = "gcache.size=64M"\nwsrep-provider-options = "evs.suspect_timeout=PT2S"',
  },
  "members-apart": {
    title: "Es gibt mehr als einen Cluster",
    because:
      "Die Mitglieder gehören zu {clusters} Clustern mit verschiedener Geschichte; {node} ist in einem aus {size}.",
    see: status,
    hints: [
      "Haben alle Mitglieder dieselbe wsrep_cluster_state_uuid?",
      "Eine andere heißt eine andere Geschichte: Jemand hat einen eigenen Cluster begonnen.",
      "Finde heraus, wer ohne die anderen begonnen hat; halte ihn an und lass ihn beitreten.",
    ],
    why: "Die UUID entsteht, wenn ein Cluster begonnen wird. Zwei passen nie wieder zusammen: Was eine Hälfte geschrieben hat, muss weggeworfen oder von Hand vereint werden.",
    example: "wsrep_cluster_state_uuid 462ad7a7-ecf0-11f1-98a8-87967c364c03",
  },
  "not-primary": {
    title: "{node} verweigert alles: WSREP has not yet prepared node for application use",
    because:
      "Er sieht {size} Mitglied(er), und das ist nicht mehr als die Hälfte von vorher: Er ist in keiner primären Komponente.",
    see: status,
    hints: [
      "Wie viele Mitglieder des letzten Clusters sieht {node}?",
      "Er braucht mehr als die Hälfte. Ist das Netz getrennt, oder sind die anderen aus?",
      "Bring die anderen zurück. Nur wenn du weißt, dass sie aus sind und aus bleiben: SET GLOBAL wsrep_provider_options='pc.bootstrap=1'.",
    ],
    why: "Wer die Hälfte oder weniger sieht, kann nicht wissen, ob der Rest weitermacht. Zu bedienen hieße, ein Split Brain zu riskieren.",
    example: "wsrep_cluster_status non-Primary",
  },
};
