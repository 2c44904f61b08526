/** Was die Regeln zu Commits sagen, die auf Standbys warten. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const replication =
  "halab exec {lab} {node} -- su postgres -c \"psql -c 'table pg_stat_replication'\"";

export const commitTexts: Texts = {
  asynchronous: {
    title: "Bestätigte Schreibvorgänge sind nach einem Failover weg",
    because:
      "{file} von {node} nennt keinen synchronen Standby: kein Commit wartet auf einen anderen Knoten.",
    see: replication,
    hints: [
      "Wann erfährt ein Client, dass seine Zeile festgeschrieben ist: was ist bis dahin geschehen, und wo?",
      "Ein Commit wartet nur dann auf Standbys, wenn der Primary weiß, auf welche: `synchronous_standby_names`.",
      "Schreibe `synchronous_standby_names = 'ANY 1 (pg1, pg2, pg3)'` in {file}.",
    ],
    why: "Replikation ist asynchron, wenn nichts anderes gesagt wird: der Client hat seine Antwort, bevor ein anderer seine Zeile hat. Was unterwegs war, als der Primary starb, ist verloren, und es war bestätigt.",
    example: "#synchronous_standby_names = ''",
  },
  "commit-not-waiting": {
    title: "Es gibt synchrone Standbys, und Commits warten nicht auf sie",
    because:
      "{node} nennt synchrone Standbys, aber `synchronous_commit` ist `{value}` und wartet auf keinen.",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'show synchronous_commit'\"",
    hints: [
      "Zwei Einstellungen entscheiden, worauf ein Commit wartet. Wollen beide dasselbe?",
      "`off` wartet nicht einmal auf die eigene Platte, `local` nur auf sie; `remote_write`, `on` und `remote_apply` warten auf Standbys.",
      "Schreibe `synchronous_commit = on` in Zeile {line} von {file}.",
    ],
    why: "synchronous_standby_names sagt, wessen Antwort zählt, synchronous_commit, was eine Antwort bedeuten muss. Bei `local` oder `off` wird auf keine gewartet, und Bestätigtes geht mit dem Primary verloren.",
    example: "synchronous_standby_names = 'ANY 1 (pg2, pg3)'\nsynchronous_commit = local",
  },
  "standby-unknown": {
    title: "Jeder Commit hängt",
    because: "Commits von {node} warten auf {names}, und die Server nennen sich {servers}.",
    see: replication,
    hints: [
      "Auf wen wartet ein Commit, und unter welchem Namen kennt der Primary seine Standbys?",
      "Ein Standby heißt, wie es `application_name` in `primary_conninfo` sagt, sonst wie `cluster_name`, sonst `walreceiver`.",
      "Nimm in `synchronous_standby_names` von {file} die Namen, die bei den anderen in `cluster_name` stehen.",
    ],
    why: "Auf einen Namen, den niemand trägt, wird gewartet wie auf jeden anderen, für immer. Der Server sagt nichts dazu: dieser Standby könnte ja gleich kommen.",
    example: "synchronous_standby_names = 'db2'   # und drüben cluster_name = 'pg2'",
  },
  "names-same": {
    title: "Zwei Standbys haben denselben Namen",
    because: "{node} und {other} nennen sich beide {name}.",
    see: replication,
    hints: [
      "Woran unterscheidet ein Primary seine Standbys, wenn er auf einen von ihnen wartet?",
      "Vergleiche `cluster_name` von {node} mit dem von {other}.",
      "Gib {node} in {file} einen eigenen `cluster_name`.",
    ],
    why: "Nichts hindert zwei daran, denselben Namen zu haben. Ein Commit, der auf {name} wartet, ist mit beiden zufrieden; was auf einem bestimmten Knoten zu liegen scheint, liegt vielleicht auf dem anderen.",
    example: "pg2: cluster_name = 'pg2'\npg3: cluster_name = 'pg2'",
  },
  "all-needed": {
    title: "Ein Standby stirbt, und niemand kann mehr schreiben",
    because:
      "Commits von {node} warten auf {count} Standbys, und es gibt {count}: keiner darf fehlen.",
    see: replication,
    hints: [
      "Wie viele Antworten braucht ein Commit, und wer kann antworten, wenn ein Knoten aus ist?",
      "Es müssen weniger sein, als es gibt: dann gibt es eine Kopie mehr, und ein Knoten darf fehlen.",
      "Schreibe `ANY 1 (...)` mit den Namen aller in Zeile {line} von {file}.",
    ],
    why: "Synchrone Replikation tauscht Verfügbarkeit gegen Sicherheit: solange zu wenige Standbys antworten, wartet jeder Commit, notfalls stundenlang. Ein Cluster, der einen Knoten überleben soll, darf nicht alle brauchen.",
    example: "synchronous_standby_names = 'ANY 2 (pg2, pg3)'",
  },
  "first-waits": {
    title: "Ein Standby stirbt, und Schreibvorgänge hängen sekundenlang",
    because:
      "Commits von {node} warten auf {first}, solange er da ist, und aufgegeben wird er erst nach {timeout} (`wal_sender_timeout`).",
    see: replication,
    hints: [
      "Der erste Standby verstummt. Wann weiß der Primary, dass er nie mehr antwortet?",
      "Antworten lassen sich auf zwei Arten zählen: die ersten der Liste, oder irgendwelche.",
      "Schreibe `ANY 1 (...)` statt einer Liste oder `FIRST` in Zeile {line} von {file}.",
    ],
    why: "Bei FIRST (und einer bloßen Liste) rückt der nächste erst nach, wenn die Verbindung des ersten zu Ende ist. Ein Knoten ohne Strom beendet keine Verbindung: das dauert wal_sender_timeout. Bei ANY reichen jederzeit die Antworten der anderen.",
    example: "synchronous_standby_names = 'FIRST 1 (pg2, pg3)'",
  },
};
