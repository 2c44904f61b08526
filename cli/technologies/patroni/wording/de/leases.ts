/** Was die Regeln zu Zeiten sagen, und dazu, was bestätigt wurde. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const config = "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml show-config";

export const leaseTexts: Texts = {
  "ttl-short": {
    title: "Ein Leader tritt zurück, obwohl nur etcd einen Moment lang langsam war",
    because:
      "ttl ist {ttl} s, und loop_wait + 2 x retry_timeout (+ 4 s mit failsafe_mode) ist {loop} + 2 x {retry} + {failsafe} = {least} s: Ein Schlüssel kann ablaufen, während sein Leader es noch versucht.",
    see: config,
    hints: [
      "Wie lange darf ein Leader versuchen, seinen Schlüssel zu erneuern, und wie lange lebt der?",
      "Er versucht es einmal je loop_wait, und retry_timeout lang zu lesen und noch einmal zu schreiben. Das alles muss in ttl passen.",
      "Schreibe `ttl: {least}` oder mehr, oder mach retry_timeout kürzer.",
    ],
    why: "Nach retry_timeout gibt Patroni auf und tritt von selbst zurück. Läuft der Schlüssel vorher ab, wird ein anderer befördert, während dieser noch Schreibvorgänge annimmt: bis er es merkt, sind es zwei. Ab Version 3.2 berichtigt Patroni solche Werte selbst.",
    example: "ttl: 6\nloop_wait: 2\nretry_timeout: 5",
  },
  "slow-lease": {
    title: "Es dauert zu lange, bis ein anderer übernimmt",
    because:
      "Der Schlüssel eines toten Leaders lebt {ttl} s seit seiner letzten Erneuerung, und erneuert wird er alle {loop} s; die Übung erträgt {limit} s.",
    see: config,
    hints: [
      "Wann weiß jemand, dass der Leader tot ist?",
      "Wenn sein Schlüssel in etcd abgelaufen ist: `ttl` nach der letzten Erneuerung, und die war bis zu `loop_wait` vorher.",
      "Schreibe ein `ttl` deutlich unter {limit}, und `loop_wait` und `retry_timeout` so klein, dass loop_wait + 2 x retry_timeout nicht mehr ist.",
    ],
    why: "Niemand kann einen toten Leader von einem langsamen unterscheiden, also warten alle, bis seine Frist (Lease) um ist. Die Vorgabe von 30 s ist für Clouds, in denen eine halbe Minute Stille vorkommt. Kürzer ist schneller, und nervöser.",
    example: "ttl: 30\nloop_wait: 10",
  },
  "not-synchronous": {
    title: "Bestätigte Schreibvorgänge sind nach einem Failover weg",
    because: "synchronous_mode ist nicht an: Kein Commit wartet auf einen anderen Knoten.",
    see: "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml list",
    hints: [
      "Wann erfährt der Shop, dass seine Bestellung da ist, und auf wie vielen Platten ist sie dann?",
      "Patroni kann selbst einen synchronen Standby benennen, und befördert keinen anderen.",
      "Schreibe `synchronous_mode: true` unter `bootstrap: dcs:` in {file}.",
    ],
    why: "Sonst ist die Replikation asynchron, und maximum_lag_on_failover sagt, wie viel verloren gehen darf. synchronous_standby_names von Hand zu setzen hilft nicht: Patroni wüsste nicht, wen es befördern darf.",
    example: "bootstrap:\n  dcs:\n    synchronous_mode: false",
  },
  "failsafe-off": {
    title: "etcd ist weg, und mit ihm die Datenbank",
    because:
      "failsafe_mode ist nicht an: Ein Leader, der seinen Schlüssel nicht erneuern kann, tritt zurück.",
    see: config,
    hints: [
      "etcd antwortet nicht. Ist der Leader abgeschnitten, oder ist es etcd, das weg ist?",
      "Der Leader kann die anderen Knoten selbst fragen. Hören ihn alle, kann niemand sonst befördert worden sein.",
      "Schreibe `failsafe_mode: true` unter `bootstrap: dcs:` in {file}.",
    ],
    why: "Ein Leader, der etcd nicht erreicht, muss damit rechnen, dass ein anderer gewählt wird, und tritt zurück. Mit failsafe_mode fragt er vorher jedes bekannte Mitglied über dessen REST-API, und macht nur weiter, wenn alle zustimmen. So hängt die Datenbank nicht mehr an etcd, und ein abgeschnittener Leader tritt trotzdem zurück.",
    example: "bootstrap:\n  dcs:\n    failsafe_mode: false",
  },
  "silent-standby": {
    title: "Ein Standby stirbt, und lange kann niemand schreiben",
    because:
      "Ein stummer Standby wird nach {timeout} s aufgegeben (wal_sender_timeout; 0 ist nie), und die Übung erträgt {limit} s.",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'show wal_sender_timeout'\"",
    hints: [
      "Commits warten auf den synchronen Standby. Wann weiß jemand, dass er nie antworten wird?",
      "Ein Knoten ohne Strom beendet keine Verbindung. PostgreSQL gibt ihn nach wal_sender_timeout auf, und dann benennt Patroni einen anderen.",
      "Schreibe `wal_sender_timeout: 3s` unter `bootstrap: dcs: postgresql: parameters:` in {file}.",
    ],
    why: "Patroni sieht in pg_stat_replication, wer mitliest, und streicht einen Standby, wenn er dort fehlt. Das ist bis zu wal_sender_timeout nach seinem letzten Wort: 60 s, wenn nichts anderes gesagt ist.",
    example: "#wal_sender_timeout: 60s",
  },
  "no-rewind": {
    title: "Der alte Leader kommt nicht zurück",
    because:
      "use_pg_rewind ist nicht an, und ein Server mit einer eigenen Geschichte kann nicht folgen.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/patroni/patroni.log",
    hints: [
      "Der alte Leader hat geschrieben, was sonst niemand hat. Von wo aus kann er weitermachen?",
      "Patroni kann ihn dorthin zurücknehmen, wo die neue Zeitlinie begann (pg_rewind), oder alles neu kopieren, wenn man es ihm sagt.",
      "Schreibe `use_pg_rewind: true` unter `bootstrap: dcs: postgresql:` in {file}.",
    ],
    why: "Von sich aus wirft Patroni nichts weg. Ein Server, dessen Geschichte neben der des neuen Leaders weiterging, bleibt also, wo er ist, und jemand muss `patronictl reinit` aufrufen. Das gilt auch für einen Standby, der weiter war als der beförderte.",
    example: "bootstrap:\n  dcs:\n    postgresql:\n      use_pg_rewind: false",
  },
};
