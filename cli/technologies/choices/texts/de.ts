import type { Texts } from "../../../core/kinds/rule.ts";

const choices = "halab exec {lab} {node} -- cat {file}";
const active = "halab exec {lab} {node} -- halab-choices active";

export const texts: Texts = {
  "not-chosen": {
    title: "Für {service} ist niemand da",
    because: "{file} auf {node} hat keine Zeile für {service}; der Dienst läuft also nirgends.",
    see: choices,
    hints: [
      "Welche Dienste sind versprochen, und welche davon haben eine Zeile?",
      "Eine Zeile ist DIENST TECHNIK KNOTEN... WORT=WERT; die Kommentare darüber nennen die Techniken.",
      "Schreibe eine Zeile, die mit {service} beginnt, in {file}.",
    ],
    why: "Was niemand betreibt, ist nicht verfügbar, womit auch immer es repliziert würde.",
    example: "# dns hat keine Zeile",
  },
  "over-budget": {
    title: "Es sind mehr Plätze, als bezahlt wurden",
    because: "{file} auf {node} belegt {taken} Plätze, und es gibt {budget}.",
    see: choices,
    hints: [
      "Wovor schützt jede weitere Kopie eines Dienstes, und ist das versprochen?",
      "Zähle die Knoten aller Zeilen außer rollout. Zwei Nameserver vertragen den Tod eines, ein dritter den Tod von zweien.",
      "Nimm Knoten aus {file}, bis {budget} genannt sind.",
    ],
    why: "Kopien kosten Maschinen, und auch eine Verfügbarkeit, die niemandem versprochen wurde, ist zu bezahlen.",
    example: "dns secondaries n1 n2 n3 n4 n5 n6",
  },
  "crowded-node": {
    title: "Ein Knoten trägt mehr, als er soll",
    because: "{crowded} hat {services}: {load} Plätze, und höchstens {each} sind vorgesehen.",
    see: choices,
    hints: [
      "Was geht verloren, wenn {crowded} ausfällt?",
      "Ein Knoten hat {each} Plätze. Welcher hat noch einen frei, in einem anderen Rack?",
      "Nimm in Zeile {line} von {file} einen anderen Knoten als {crowded}.",
    ],
    why: "Was auf einem Knoten läuft, fällt mit ihm aus: Viele Dienste auf einer Maschine scheitern zusammen und sind zusammen langsam.",
    example: "dns secondaries n1 n3\nfiles vrrp n1 n4\norders synchronous n1 n3 n5",
  },
  alone: {
    title: "{service} fällt mit einem Knoten aus",
    because: "Zeile {line} von {file} hat für {service} nur {only}.",
    see: active,
    hints: [
      "Wer antwortet für {service}, solange {only} aus ist?",
      "Eine Technik, die repliziert, braucht jemanden, zu dem sie replizieren kann.",
      "Nenne in Zeile {line} von {file} einen weiteren Knoten aus einem anderen Rack.",
    ],
    why: "Die Verfügbarkeit eines einzelnen Knotens ist seine eigene: Er fehlt, bis ihn jemand zurückbringt, und das dauert so lange wie ein Mensch, nicht wie ein Protokoll.",
    example: "files vrrp n2",
  },
  "nobody-replaces": {
    title: "Der Master des Speichers stirbt, und niemand übernimmt",
    because:
      "Zeile {line} von {file} hat Replikate, aber keine Sentinels: store ist eine Technik, die auf einen Menschen wartet.",
    see: active,
    hints: [
      "Wer entscheidet, dass aus einem Replikat der Master wird?",
      "Ein Replikat von Redis folgt seinem Master immer, ob er lebt oder nicht.",
      "Schreibe in Zeile {line} von {file} sentinel statt store, mit mindestens drei Knoten.",
    ],
    why: "Replikation erhält die Daten. Dass jemand mit ihnen weitermacht, ist ein Failover, und den muss jemand entscheiden.",
    example: "sessions store n2 n4 n6",
  },
  "no-majority": {
    title: "Stirbt ein Sentinel, beschließen die anderen nichts mehr",
    because:
      "Zeile {line} von {file} hat {count} Sentinels: Einer davon allein ist keine Mehrheit.",
    see: active,
    hints: [
      "Wie viele Stimmen braucht ein Failover, und wie viele sind übrig, wenn der Knoten des Masters stirbt?",
      "Der Sentinel neben dem Master stirbt mit ihm. Die Mehrheit zählt von allen, die es gibt, nicht von denen, die leben.",
      "Nenne in Zeile {line} von {file} einen dritten Knoten.",
    ],
    why: "Wer den anderen nicht sieht, weiß nicht, ob er tot oder nur abgetrennt ist. Zwei können das nicht unterscheiden, von dreien können es zwei.",
    example: "sessions sentinel n2 n4",
  },
  asynchronous: {
    title: "Bestätigte Bestellungen gehen verloren",
    because:
      "Zeile {line} von {file} hat die Bestellungen asynchron: Ein Commit wartet auf keinen Standby.",
    see: "halab exec {lab} {node} -- halab-postgresql state",
    hints: [
      "Wo ist eine Bestellung in dem Augenblick, in dem der Kunde hört, dass sie da ist?",
      "Bei asynchroner Replikation fehlt nach einem Ausfall, was noch unterwegs war. Hier darf nichts fehlen.",
      "Schreibe in Zeile {line} von {file} synchronous statt asynchronous.",
    ],
    why: "Ein RPO von null braucht einen zweiten Ort, der den Commit hat, bevor er bestätigt wird. Das kostet jeden Commit einen Weg hin und zurück.",
    example: "orders asynchronous n1 n3 n5",
  },
  "one-standby": {
    title: "Bestellungen stehen still, weil ein Standby gestorben ist",
    because: "Nach Zeile {line} von {file} warten Commits auf {standby} und auf sonst niemanden.",
    see: "halab exec {lab} {node} -- halab-postgresql state",
    hints: [
      "Dem Primary geht es gut. Worauf warten seine Commits?",
      "Ein synchroner Commit wartet, solange kein Standby antwortet.",
      "Nenne in Zeile {line} von {file} einen dritten Knoten: Dann genügt einer von zwei Standbys.",
    ],
    why: "Mit einem einzigen synchronen Standby gibt es zwei Maschinen, deren Ausfall die Bestellungen anhält, wo es vorher eine war.",
    example: "orders synchronous n1 n3",
  },
  "same-rack": {
    title: "Ein Rack nimmt {service} mit",
    because:
      "Zeile {line} von {file} hat {together} in einem Rack: Fällt es aus, sind {left} übrig, und {needed} werden gebraucht.",
    see: choices,
    hints: [
      "Welche Knoten hängen am selben Strom?",
      "Kopien schützen vor Ausfällen, die nichts miteinander zu tun haben. Die eines Racks haben das.",
      "Wähle in Zeile {line} von {file} Knoten aus verschiedenen Racks.",
    ],
    why: "Die Rechnung der Redundanz (1 - (1-A)^n) gilt für unabhängige Ausfälle. Eine gemeinsame Ursache macht aus n Kopien eine.",
    example: "dns secondaries n1 n2",
  },
  "no-backup": {
    title: "Was gelöscht wurde, ist weg",
    because:
      "Zeile {line} von {file} hat nichts gegen einen Fehler: Jeder Standby hat ihn mitgemacht.",
    see: choices,
    hints: [
      "Am Primary wird eine Tabelle gelöscht. Was haben seine Standbys einen Augenblick später?",
      "Replikation kopiert Fehler so schnell wie Bestellungen. Es hilft nur etwas, das älter ist.",
      "Schreibe backup delayed KNOTEN delay=10 oder backup dump KNOTEN every=2 in Zeile {line} von {file}.",
    ],
    why: "Hochverfügbarkeit ist kein Backup: Sie schützt vor Maschinen, die ausfallen, und nicht vor Menschen, denen gehorcht wird.",
    example: "backup none",
  },
  "short-delay": {
    title: "Der verzögerte Standby hat den Fehler auch gemacht",
    because:
      "Zeile {line} von {file} verzögert um {delay} s, und bemerkt wird ein Fehler nach {notice} s.",
    see: choices,
    hints: [
      "Wie lange dauert es, bis es jemand bemerkt, und was hat der verzögerte Standby bis dahin getan?",
      "Die Verzögerung muss länger sein als die Zeit, bis ihn jemand anhält.",
      "Schreibe delay=10 in Zeile {line} von {file}.",
    ],
    why: "Ein verzögerter Standby ist ein Backup, dessen Alter die Verzögerung ist. Es hilft, solange der Fehler noch nicht angewandt ist.",
    example: "backup delayed n6 delay=1",
  },
  "rare-dumps": {
    title: "Der letzte Dump ist zu alt",
    because:
      "Zeile {line} von {file} zieht alle {every} s einen Dump, und fehlen dürfen die Bestellungen von {allowed} s.",
    see: choices,
    hints: [
      "Was wurde zwischen dem letzten Dump und dem Fehler geschrieben?",
      "Was einem Dump fehlt, ist sein Alter. Wie alt darf er sein?",
      "Schreibe every=2 in Zeile {line} von {file}, oder nimm einen verzögerten Standby.",
    ],
    why: "Ein Dump hat, was bei seinem Beginn da war. Alles Spätere ist verloren, so gut es auch repliziert war.",
    example: "backup dump n6 every=60",
  },
  "all-at-once": {
    title: "Eine schlechte Konfiguration ist überall zugleich",
    because: "Zeile {line} von {file} bringt sie im selben Augenblick auf alle Server.",
    see: choices,
    hints: [
      "Wie viele Server haben noch die alte Konfiguration, während die neue ausprobiert wird?",
      "Wer nach dem ersten hinsieht, kann vor dem letzten aufhören.",
      "Schreibe rollout one-by-one check in Zeile {line} von {file}.",
    ],
    why: "Redundante Server mit derselben Konfiguration scheitern zusammen an ihr. Erst Zeit zwischen ihnen macht sie wieder unabhängig.",
    example: "rollout at-once check",
  },
  unseen: {
    title: "Niemand sieht nach, was ausgerollt wird",
    because:
      "Zeile {line} von {file} geht von Server zu Server, ob der letzte noch funktioniert oder nicht.",
    see: choices,
    hints: [
      "Was hält eine Umstellung nach dem ersten Server an?",
      "Einer nach dem anderen hilft nur dem, der dazwischen hinsieht.",
      "Schreibe check ans Ende von Zeile {line} von {file}.",
    ],
    why: "Ohne Nachsehen ist einer nach dem anderen nur alle auf einmal in Zeitlupe.",
    example: "rollout one-by-one",
  },
};
