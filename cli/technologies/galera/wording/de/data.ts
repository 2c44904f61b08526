import type { Texts } from "../../../../core/kinds/rule.ts";

const options = 'halab exec {lab} {node} -- mariadb -e "select @@wsrep_provider_options\\G"';

export const dataTexts: Texts = {
  "log-not-flushed": {
    title: "Alle Knoten verlieren den Strom, und bestätigte Schreibzugriffe sind weg",
    because:
      "innodb_flush_log_at_trx_commit ist {value}: Ein Commit steht in keiner Datei, bevor er bestätigt wird; geschrieben wird nur alle innodb_flush_log_at_timeout Sekunden (1).",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@innodb_flush_log_at_trx_commit"',
    hints: [
      "Wo ist eine Transaktion in dem Augenblick, in dem der Client sein OK bekommt?",
      "Im Speicher aller Knoten. Das ist sicher, solange nicht alle zugleich sterben, und diese haben ein Rack.",
      "Schreib `innodb-flush-log-at-trx-commit = 1` (2 übersteht den Prozess, nicht die Maschine).",
    ],
    why: "Viele Anleitungen empfehlen für Galera 0 oder 2, denn die anderen Knoten haben es ja. Das gilt für unabhängige Ausfälle. Ein Stromausfall im Rack trifft alle in derselben Millisekunde.",
    example: "innodb-flush-log-at-trx-commit = 0",
  },
  "cache-small": {
    title: "Ein Knoten, der zurückkommt, kopiert alles statt nur das Versäumte",
    because:
      "gcache.size ist {size} MiB, und während ein Knoten weg ist, werden {written} MiB geschrieben.",
    see: options,
    hints: [
      "Wie lange heben die anderen auf, was ein Knoten versäumt?",
      "Write-Sets liegen in einem Ring (gcache). Was herausgefallen ist, lässt sich nicht mehr senden: Dann ist eine volle Kopie fällig (SST).",
      "Mach gcache.size größer als {written} MiB: Schreibmenge je Sekunde mal längste Abwesenheit.",
    ],
    why: "Eine volle Kopie dauert, und ihr Donor leistet so lange weniger. Mit einem Cache der richtigen Größe kostet ein Neustart wenige Sekunden.",
    example: 'wsrep-provider-options = "gcache.size=1M"',
  },
  "quorum-ignored": {
    title: "Nach einer Trennung nehmen beide Seiten Schreibzugriffe an",
    because: "{option} ist an: {node} macht weiter, wer auch fehlt.",
    see: options,
    hints: [
      "Was tut ein Knoten, der niemanden mehr sieht?",
      "Er kann nichts sicher wissen. {option} lässt ihn trotzdem weitermachen.",
      "Nimm {option} aus wsrep_provider_options.",
    ],
    why: "Das ist ein Schalter für jemanden, der weiß, dass die anderen aus sind. In einer Datei macht er aus jeder Trennung ein Split Brain, und die zwei Geschichten passen nicht mehr zusammen.",
    example: 'wsrep-provider-options = "pc.ignore_quorum=true"',
  },
  "recovery-off": {
    title: "Nach einem Stromausfall finden die Knoten einander nicht",
    because: "pc.recovery ist {value}: Kein Knoten weiß noch, mit wem er zusammen war.",
    see: options,
    hints: [
      "Alle verlieren den Strom und kommen zurück. Wer darf beginnen?",
      "Die letzte Komponente steht in gvwstate.dat. Ist sie ganz wieder da, muss niemand entscheiden.",
      "Lass pc.recovery weg: Es ist von selbst an.",
    ],
    why: "Wenn genau die wieder da sind, die zusammen waren, kann ohne sie nichts geschehen sein. Also braucht es niemanden, der entscheidet, und niemand kann falsch wählen.",
    example: 'wsrep-provider-options = "pc.recovery=false"',
  },
  "dirty-reads": {
    title: "Ein abgeschnittener Knoten antwortet weiter, mit dem, was war",
    because:
      "wsrep_dirty_reads ist auf {node} an: Ohne Quorum verweigert er Schreibzugriffe und beantwortet Lesezugriffe.",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@wsrep_dirty_reads"',
    hints: [
      "Was darf ein Knoten zeigen, der in der Minderheit ist?",
      "Mit Dirty Reads das, was er zuletzt wusste. Wie alt das ist, kann niemand sagen.",
      "Nimm es heraus, und lass es einzelne Sitzungen setzen, die es vertragen.",
    ],
    why: "Für manche Anwendungen ist alt besser als nichts. Wer nach dem Gelesenen entscheidet, sollte es nicht ungefragt bekommen.",
    example: "wsrep-dirty-reads = ON",
  },
  "loss-too-slow": {
    title: "Es dauert zu lange, bis die anderen ohne einen toten Knoten weitermachen",
    because:
      "Ein stummer Knoten wird nach {suspect} s verdächtigt. So lange, bis zu {seconds} s, stehen alle anderen still, und die Übung verträgt {limit} s.",
    see: options,
    hints: [
      "Warum gelingt niemandem ein Commit, solange ein Knoten stumm ist?",
      "Jeden Schreibzugriff müssen alle Mitglieder sehen. Bis sie sich einig sind, dass einer keines mehr ist, warten sie: S + 2P + J.",
      "evs.suspect_timeout=PT1.5S, und evs.keepalive_period und evs.inactive_check_period deutlich darunter.",
    ],
    why: "Die 5 s, die von selbst gelten, sind für weite Netze gedacht. Kürzer ist schneller und nervöser: Wer so lange beschäftigt ist, fliegt hinaus.",
    example: 'wsrep-provider-options = "evs.suspect_timeout=PT5S"',
  },
  "inactive-before-suspect": {
    title: "Ein Knoten allein wirft einen anderen hinaus",
    because:
      "evs.inactive_timeout ({inactive} s) ist nicht länger als evs.suspect_timeout ({suspect} s).",
    see: options,
    hints: [
      "Wer entscheidet, dass ein Knoten tot ist?",
      "Nach suspect_timeout müssen sich alle einig sein; nach inactive_timeout genügt einer.",
      "Mach inactive_timeout mindestens doppelt so lang wie suspect_timeout.",
    ],
    why: "Der zweite Timeout ist für die, die sich nicht mehr einigen können. Kommt er zuerst, so ändert jeder Schluckauf zwischen zwei Knoten die Mitgliedschaft.",
    example: 'wsrep-provider-options = "evs.suspect_timeout=PT3S; evs.inactive_timeout=PT2S"',
  },
  "brake-late": {
    title: "Ein langsamer Knoten zeigt alte Zeilen, und niemand wartet auf ihn",
    because:
      "Mit gcs.fc_limit={value} können sich {limit} Write-Sets vor einem langsamen Knoten stauen, und die Übung verträgt {bound}, die ein Lesezugriff nicht sieht.",
    see: "halab exec {lab} {node} -- mariadb -e \"show status like 'wsrep_local_recv_queue'\"",
    hints: [
      "Wie viel darf sich vor einem Knoten stauen, der nicht mitkommt?",
      "Ab fc_limit mal Wurzel aus der Zahl der Mitglieder sagt er den anderen, dass sie warten sollen.",
      "Mach gcs.fc_limit so klein, dass {bound} nicht erreicht werden.",
    ],
    why: "Flow Control ist eine Wahl: Eine niedrige Grenze lässt den langsamsten Knoten alle bremsen, eine hohe lässt ihn zurückfallen und alte Zeilen zeigen. Schneller macht ihn keine.",
    example: 'wsrep-provider-options = "gcs.fc_limit=10000"',
  },
};
