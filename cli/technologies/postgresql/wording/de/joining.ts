/** Was die Regeln dazu sagen, wie ein Standby seinen Primary findet und eingelassen wird. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const log = "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log";

export const joiningTexts: Texts = {
  "not-listening": {
    title: "Von einem anderen Knoten erreicht niemand den Server",
    because: "{node} lauscht nur an `{value}`.",
    see: "halab exec {lab} {node} -- ss -ltn",
    hints: [
      "An welchen Adressen lauscht der Server?",
      "Ohne ein Wort dazu ist es `localhost`: nur der Knoten selbst.",
      "Schreibe `listen_addresses = '*'` in {file}.",
    ],
    why: "PostgreSQL lauscht nur an der Loopback-Adresse, wenn nichts anderes gesagt wird, damit ein frischer Server niemandem offensteht. Standbys und Clients bekommen `Connection refused`.",
    example: "#listen_addresses = 'localhost'",
  },
  "replication-refused": {
    title: "Ein Standby bekommt `no pg_hba.conf entry for replication connection`",
    because:
      "Keine Zeile von {file} auf {node} lässt {user} der anderen Server zum Replizieren ein.",
    see: log,
    hints: [
      "Welche Zeile von {file} ist für einen Standby gedacht, der alles kopiert?",
      "Das Wort `all` in der Spalte DATABASE meint alle Datenbanken, und Replikation ist keine.",
      "Ergänze `host replication {user} ADRESSEN scram-sha-256` in {file}, über jeder Zeile, die es ablehnt.",
    ],
    why: "Eine Verbindung zum Replizieren fragt nach keiner Datenbank, also passt nur eine Zeile mit dem Wort `replication`. Die erste passende Zeile entscheidet, und wo keine passt, wird abgelehnt.",
    example: "host  all  all  10.88.0.0/24  scram-sha-256",
  },
  "primary-unknown": {
    title: "Ein Standby folgt niemandem",
    because: "primary_conninfo von {node} nennt {host}, und einen solchen Knoten gibt es nicht.",
    see: log,
    hints: [
      "Wen versucht der Standby zu erreichen?",
      "Vergleiche die Hosts in `primary_conninfo` mit den Knoten des Labs: `halab ps {lab}`.",
      "Berichtige {host} in Zeile {line} von {file}.",
    ],
    why: "Ein Standby, der niemanden erreicht, versucht es leise immer wieder. Er sieht gesund aus, und was er zeigt, ist so alt wie seine letzte Verbindung.",
    example: "primary_conninfo = 'host=pg9 user=replicator'",
  },
  "password-differs": {
    title: "Ein Standby bekommt `password authentication failed`",
    because: "Das Passwort in primary_conninfo von {node} ist nicht das der Rollen des Labs.",
    see: log,
    hints: [
      "Wer sagt, wer der Standby ist, und wie beweist er es?",
      "Die Rollen des Labs und ihr Passwort stehen in /etc/postgresql/cluster.",
      "Schreibe dieses Passwort in `primary_conninfo`, Zeile {line} von {file}.",
    ],
    why: "Der Standby weist sich aus wie jeder Client. Mit einem falschen Passwort wird er jedes Mal abgelehnt, und seine Kopie wird alt.",
    example: "primary_conninfo = 'host=pg1 user=replicator password=wrong'",
  },
  "hot-standby-off": {
    title: "Ein Standby lässt niemanden lesen",
    because: "In {file} von {node} ist `hot_standby` aus.",
    see: log,
    hints: [
      "Was dürfen Clients auf einem Standby?",
      "Ein Standby, der Clients einlässt, während er nachspielt, heißt hot.",
      "Schreibe `hot_standby = on` in Zeile {line} von {file}, oder lass sie weg.",
    ],
    why: "Ohne hot_standby spielt ein Standby nur nach und sagt jedem, der kommt, `the database system is starting up` oder `hot standby mode is disabled`. Dann dient er dem Failover und sonst nichts.",
    example: "hot_standby = off",
  },
  "follows-one-only": {
    title: "Nach einem Failover folgt ein Standby niemandem",
    because:
      "primary_conninfo von {node} nennt nur {host}, und das ist der Primary, der sterben kann.",
    see: log,
    hints: [
      "Der Primary stirbt, und ein anderer Server übernimmt. Wem folgt der dritte von da an?",
      "Eine Verbindungszeichenkette darf mehrere Hosts nennen, und welchen davon sie will.",
      "Schreibe `host=pg1,pg2,pg3 ... target_session_attrs=read-write` in `primary_conninfo`, Zeile {line} von {file}.",
    ],
    why: "Ein Standby folgt dem, den seine Datei nennt. Von einem Failover erzählt ihm niemand: jemand muss die Datei ändern, oder sie nennt alle, die einmal Primary sein können.",
    example: "primary_conninfo = 'host=pg1 user=replicator'",
  },
  "any-server": {
    title: "Nach einem Failover folgt ein Standby dem falschen Server",
    because:
      "{node} versucht mehrere Hosts und nimmt den ersten, der antwortet (`target_session_attrs` ist `{wanted}`).",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'select sender_host from pg_stat_wal_receiver'\"",
    hints: [
      "Welchem von mehreren Hosts, die antworten, folgt der Standby?",
      "Eine Verbindungszeichenkette kann sagen, wozu die Sitzung taugen muss.",
      "Ergänze `target_session_attrs=read-write` in `primary_conninfo`, Zeile {line} von {file}.",
    ],
    why: "Die Hosts werden der Reihe nach versucht, und jeder Server, der antwortet, ist gut genug, auch der Standby selbst und andere Standbys. Bei read-write (oder primary) ist es nur der Primary.",
    example: "primary_conninfo = 'host=pg1,pg2,pg3 user=replicator'",
  },
  "silent-host": {
    title: "Nach einem Failover hängt alles, bis ein Standby den neuen Primary findet",
    because:
      "{node} versucht {first} zuerst und wartet auf ihn so lange, wie TCP es tut: es gibt kein `tcp_user_timeout`.",
    see: log,
    hints: [
      "Der erste Host der Liste hat keinen Strom. Wie lange dauert es, bis das klar ist?",
      "Ein Host, der aus ist, lehnt nicht ab, er schweigt. An `connect_timeout` hält sich psql, der Empfänger eines Standbys aber nicht.",
      "Ergänze `tcp_user_timeout=2000` in `primary_conninfo`, Zeile {line} von {file}.",
    ],
    why: "Linux wiederholt sein SYN, bis ARP den toten Knoten vergessen hat, das dauert 40 s, und hinter einem Router 127 s lang. Erst dann kommt der nächste Host der Liste dran, und darauf warten die Commits des neuen Primary.",
    example:
      "primary_conninfo = 'host=pg1,pg2,pg3 target_session_attrs=read-write connect_timeout=2'",
  },
};
