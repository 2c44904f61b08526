/** Was die Regeln zu Servern sagen, die zurückkommen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const standing = "halab exec {lab} {node} -- halab-postgresql standing";

export const returnTexts: Texts = {
  "old-primary-as-is": {
    title: "Der alte Primary kommt zurück, und es gibt zwei",
    because: "{file} auf {node} macht aus einem Server, der Primary war, keinen Standby.",
    see: standing,
    hints: [
      "Ein Primary verliert den Strom, ein anderer übernimmt, und der erste hat wieder Strom. Was weiß er von alldem?",
      "Bevor er startet, muss jemand nachsehen, ob es einen anderen Primary gibt, und dann einen Standby aus ihm machen.",
      "In {file}: frage jeden anderen `select pg_is_in_recovery()`; sagt einer `f`, dann pg_rewind gegen ihn, und `$PGDATA/standby.signal` anlegen.",
    ],
    why: "Ein Server ist Primary, wenn neben seinen Daten kein standby.signal liegt. Einer, der als Primary starb, weiß von keinem Nachfolger: er öffnet seine Daten und nimmt wieder Schreibvorgänge an (Amnesie). Jeder Client findet einen der beiden, und beide Geschichten gehen weiter.",
    example: "#!/bin/sh\nexit 0",
  },
  unrewound: {
    title: "Der alte Primary folgt, und bekommt nie etwas",
    because:
      "{file} auf {node} macht aus einem alten Primary einen Standby, wie er ist, mit dem, was nur er hat.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log",
    hints: [
      "Der alte Primary hat Zeilen, die sonst niemand hat. Kann er von dort aus weitermachen?",
      "Zuerst muss er dorthin zurück, wo die Geschichte des neuen Primary begann: pg_rewind, oder eine Kopie von allem.",
      "Rufe über Zeile {line} von {file} `pg_rewind -D $PGDATA --source-server=...` auf.",
    ],
    why: "Jede Beförderung beginnt eine neue Zeitlinie (timeline). Ein Server, der auf der alten über diesen Punkt hinaus ist, kann nicht folgen: sein Log sagt, dass die neue vor seinem Stand abzweigte.",
    example: 'touch "$PGDATA/standby.signal"',
  },
  "no-rewind": {
    title: "Aus dem alten Primary wird kein Standby",
    because: "{node} soll zurückgespult werden, und in {file} steht kein `wal_log_hints = on`.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log",
    hints: [
      "Was muss pg_rewind von einem Server wissen, der seinen eigenen Weg ging?",
      "Es liest im WAL, welche Seiten geändert wurden, und manche Änderungen stehen von Haus aus nicht darin.",
      "Schreibe `wal_log_hints = on` in {file}; es gilt ab dem nächsten Start, und nur für das, was dann geschrieben wird.",
    ],
    why: "pg_rewind holt die Seiten zurück, die der alte Primary nach der Gabelung geändert hat, und findet sie in seinem WAL. Hint-Bits ändern Seiten ohne einen Eintrag dort, außer wenn wal_log_hints an ist oder die Daten Prüfsummen haben; also weigert es sich.",
    example: "#wal_log_hints = off",
  },
  "nothing-kept": {
    title: "Ein Standby, der weg war, bekommt `requested WAL segment has already been removed`",
    because:
      "{node} hebt kein WAL für Standbys auf: kein `wal_keep_size`, und es gibt keine Slots.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log",
    hints: [
      "Was braucht ein Standby, der eine Stunde weg war, und wer hat es noch?",
      "Ein Primary wirft bei jedem Checkpoint weg, was er selbst nicht braucht, wenn ihm niemand sagt, wie viel oder für wen er es aufheben soll.",
      "Schreibe `wal_keep_size = 256MB` in {file}, oder gib jedem Standby einen Slot.",
    ],
    why: "WAL, das älter ist als der letzte Checkpoint, wird wiederverwendet. Ein Standby, der es noch braucht, kommt nicht mehr weiter: er muss ganz neu kopiert werden. Auch pg_rewind liest, was der alte Primary von seiner Vergangenheit noch hat.",
    example: "#wal_keep_size = 0",
  },
  "slot-unbounded": {
    title: "Ein Standby, der wegbleibt, füllt die Platte des Primary",
    because: "{node} benutzt den Slot {slot}, und `max_slot_wal_keep_size` hat keine Grenze.",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'table pg_replication_slots'\"",
    hints: [
      "Wer entscheidet, wann das WAL eines Slots weg darf, wenn sein Standby nie zurückkommt?",
      "Es gibt eine Grenze für alles, was Slots aufheben dürfen.",
      "Schreibe `max_slot_wal_keep_size = 1GB` in {file}, oder was die Platte entbehren kann.",
    ],
    why: "Ein Slot hebt alles auf, was sein Standby noch nicht hatte, wie lange das auch dauert. Vergessene Slots haben schon viele Platten gefüllt, und ein Primary mit voller Platte bleibt stehen.",
    example: "primary_slot_name = 'pg2'\n#max_slot_wal_keep_size = -1",
  },
};
