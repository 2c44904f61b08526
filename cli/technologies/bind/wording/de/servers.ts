/** What the rules of resolvers and of named.conf itself say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const servers: Texts = {
  "answers-in-one-order": {
    title: "Ein einziger Server bekommt alle Clients von {name}",
    because:
      "Auf {resolver} gilt: {says}. Deshalb kommen alle {count} Adressen von {name} jedes Mal in derselben Reihenfolge.",
    see: "halab exec {lab} {client} -- dig +short @{resolver} {asked}",
    hints: [
      "Frage mehrmals: Welche Adresse kommt zuerst?",
      "Die meisten Programme nehmen die erste Adresse. Die Last verteilt sich nur, weil die Reihenfolge wechselt.",
      "Zeile {line} von {file}: Schreibe dort order cyclic, oder nimm die Anweisung heraus.",
    ],
    why: "Round-Robin-DNS ist nichts anderes als eine Antwort, deren Reihenfolge wechselt. Lässt der Resolver die Reihenfolge stehen, gehen alle Clients zum selben Server.",
    example: "rrset-order { order none; };",
  },
  "answers-sorted": {
    title: "Ein einziger Server bekommt alle Clients von {name}",
    because:
      "Eine sortlist auf {resolver} stellt {first} in jeder Antwort zu {name} an den Anfang.",
    see: "halab exec {lab} {client} -- dig +short @{resolver} {asked}",
    hints: [
      "Frage mehrmals, und zwar vom Client aus: Welche Adresse kommt zuerst?",
      "Eine sortlist wirkt nach rrset-order: Sie sortiert, was vorher gedreht wurde.",
      "Nimm die sortlist in Zeile {line} aus {file} heraus.",
    ],
    why: "Eine sortlist bevorzugt Adressen, die einem Client nahe sind. Liegen alle Server in einem Segment, wird einer von ihnen für alle der erste.",
    example: "sortlist { { any; { 10.84.0.22; 10.84.0.21; }; }; };",
  },
  "resolver-closed": {
    title: "{resolver} weist seine Clients ab",
    because: "{client} ({clients}) fragt {resolver} nach {name}, und dort gilt: {says}.",
    see: "halab exec {lab} {client} -- dig @{resolver} {name}",
    hints: [
      "Was bekommt der Client als Antwort: NOERROR oder REFUSED?",
      "Wen bedient {resolver}? In welchem Netz sind die Clients?",
      "Zeile {line} von {file}: das Netz der Clients mit seinem Präfix.",
    ],
    why: "Ein Resolver fragt andere Server für seine Clients und für niemanden sonst. Wer in keiner Liste steht, wird abgewiesen; ohne Liste sind das alle außerhalb seiner eigenen Netze.",
    example: "allow-recursion { 127.0.0.1; };",
  },
  "resolver-knows-one": {
    title: "Ist {only} aus, bekommt niemand mehr eine Antwort von {resolver}",
    because: "{resolver} fragt nach {name} nur {only}; dabei gibt es die Zone auch auf {others}.",
    see: "halab exec {lab} {resolver} -- named-checkconf -px",
    hints: [
      "Wen fragt {resolver}, solange {only} aus ist?",
      "Ein sekundärer Nameserver antwortet genauso autoritativ wie der primäre. Es muss ihn nur jemand fragen.",
      "Zeile {line} von {file}: die Adressen aller Server, die die Zone haben.",
    ],
    why: "Mehrere Nameserver nützen dem nichts, der nur einen kennt. Ein Resolver, der auch die Adressen der anderen hat, geht zum nächsten weiter, wenn einer schweigt.",
    example: 'zone "lab.test" { type static-stub; server-addresses { 10.79.0.11; }; };',
  },
  "statement-unfinished": {
    title: "{server} startet nicht: named.conf ist unvollständig",
    because: "named kann {file} von {server} nicht lesen, bei Zeile {line}: {says}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Was sagt named-checkconf, und zu welcher Zeile? Oft steckt der Fehler eine Zeile darüber.",
      "Jede Anweisung endet mit einem Semikolon, auch hinter einer schließenden Klammer. Geschweifte Klammern und Anführungszeichen stehen paarweise.",
      "Verbessere {file}, Zeile {line}: {says}.",
    ],
    why: "named liest seine Konfiguration ganz oder gar nicht. Fehlt eine Klammer oder ein Semikolon, startet es nicht.",
    example: "options {\n  recursion no\n  notify no;\n}",
  },
  "unknown-statement": {
    title: "{server} startet nicht: named kennt eine Anweisung nicht",
    because: "„{statement}“ ist an dieser Stelle ({block}) keine Anweisung: {advice}",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Ist das Wort in Zeile {line} richtig geschrieben, und steht es dort, wo es hingehört?",
      "man named.conf zeigt, welche Anweisungen in welchem Block stehen dürfen.",
      "Zeile {line} von {file}: {advice}",
    ],
    why: "named übergeht nicht, was es nicht kennt: Es meldet „unknown option“ und startet nicht.",
    example: "options { allow-transfers { none; }; };",
  },
  "include-missing": {
    title: "{server} findet eine Datei nicht, die eingebunden wird",
    because: "{file} von {server} bindet {path} ein, und diese Datei gibt es nicht.",
    see: "halab exec {lab} {server} -- ls -l {path}",
    hints: [
      "Welche Datei ist gemeint, und wo liegt sie?",
      "Deine Dateien liegen dort, wo ihre Ordner es sagen: etc/bind/x.conf im Ordner von {server} ist auf dem Knoten /etc/bind/x.conf.",
      "Zeile {line} von {file}: Verbessere den Pfad, oder lege die Datei an.",
    ],
    why: "Ein include, das ins Leere führt, ist ein Fehler: named startet nicht oder lädt die Zone nicht.",
    example: 'include "/etc/bind/tansfer.key";',
  },
  "include-loop": {
    title: "{server} bindet eine Datei in sich selbst ein",
    because: "{file} von {server} bindet {path} ein, und diese Datei wird gerade schon gelesen.",
    see: "halab exec {lab} {server} -- grep -rn -i include /etc/bind",
    hints: [
      "Welche Datei bindet welche ein?",
      "Folge den include-Anweisungen von named.conf an: Eine von ihnen führt zurück.",
      "Nimm Zeile {line} aus {file} heraus.",
    ],
    why: "Dateien, die einander einbinden, nehmen kein Ende. named gibt mit einem Fehler auf und startet nicht.",
    example: 'include "/etc/bind/named.conf";   # in einer Datei, die named.conf einbindet',
  },
  "reference-undefined": {
    title: "{server} startet nicht: Ein Name in named.conf steht für nichts",
    because:
      "{server} verweist auf „{name}“ ({what}), und unter diesem Namen ist dort nichts definiert{near}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Wo ist {name} definiert, und zwar auf genau dieser Maschine?",
      "Ein key, eine acl und eine Liste primaries sind eigene Anweisungen mit genau diesem Namen. Die Datei, in der sie stehen, muss eingebunden sein.",
      "Definiere {name} auf {server}, oder verbessere Zeile {line} von {file}.",
    ],
    why: "named kennt Namen nur aus der eigenen Konfiguration. Ein Name, der für nichts steht, ist ein Fehler und keine leere Liste.",
    example: 'allow-transfer { key "tranfer-key"; };   # der Schlüssel heißt "transfer-key"',
  },
  "statement-twice": {
    title: "{server} startet nicht: In named.conf steht etwas doppelt",
    because:
      "„{statement}“ steht in {file} von {server}, Zeile {line}, und schon einmal davor: {first}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Wo steht {statement} zum ersten Mal?",
      "Es gibt nur einen Block options, und in jedem Block steht eine Einstellung nur einmal. Eingebundene Dateien zählen mit.",
      "Verschiebe, was in Zeile {line} von {file} steht, an die erste Stelle, und nimm es hier heraus.",
    ],
    why: "Von zwei Angaben nimmt named nicht einfach die letzte: Es meldet „redefined“ oder „already exists“ und startet nicht.",
    example: "options { recursion no; };\noptions { notify no; };",
  },
  "not-listening": {
    title: "{server} antwortet überhaupt nicht",
    because: "{client} fragt {server} unter {address}, und dort lauscht named nicht: {says}",
    see: "halab exec {lab} {server} -- ss -lnu sport = 53",
    hints: [
      "An welchen Adressen lauscht named, und unter welcher wird es gefragt?",
      "In listen-on stehen die eigenen Adressen des Servers, nicht die der Clients.",
      "Zeile {line} von {file}: any, oder zusätzlich {address}.",
    ],
    why: "Wo named nicht lauscht, antwortet an seiner Stelle der Kernel, dass niemand da ist. Da hilft es nichts, wenn die Zonen stimmen.",
    example: "listen-on { 127.0.0.1; };",
  },
  "validation-without-root": {
    title: "{resolver} antwortet auf alles mit SERVFAIL",
    because:
      "{resolver} prüft Signaturen von der Root-Zone an ({says}), und von hier führt kein Weg zu ihr. Deshalb lässt sich {name} nicht prüfen.",
    see: "halab exec {lab} {client} -- dig +cd @{resolver} {name}",
    hints: [
      "Gibt es eine Antwort mit dig +cd, das auf die Prüfung verzichtet?",
      "Wer eine Signatur prüft, braucht die ganze Kette von der Root-Zone abwärts, auch um zu erfahren, dass eine Zone nicht signiert ist.",
      "Im Block options, Zeile {line} von {file}: dnssec-validation no; oder validate-except mit der Zone.",
    ],
    why: "Mit DNSSEC muss ein Resolver beweisen, dass eine Zone signiert ist oder dass sie es nicht ist, und dieser Beweis beginnt bei der Root-Zone. In einem abgeschlossenen Netz misslingt er, und die Antwort ist SERVFAIL.",
    example: "dnssec-validation auto;",
  },
  "zone-outside-views": {
    title: "{server} startet nicht: Eine Zone steht außerhalb der Views",
    because: "In named.conf von {server} gibt es die View „{view}“ und außerhalb davon {zones}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Für welche Clients ist eine Zone da, die in keiner View steht?",
      "Sobald es eine View gibt, beantwortet eine View jede Frage. Also steht jede Zone in einer.",
      "Zeile {line} von {file}: Schreibe die Zone in die View, oder nimm die View weg.",
    ],
    why: "Views teilen alle Clients unter sich auf. Eine Zone außerhalb würde niemandem antworten, und named lehnt sie ab.",
    example:
      'view all { match-clients { any; }; };\nzone "lab.test" { type primary; file "lab.test.zone"; };',
  },
  "value-malformed": {
    title: "{server} startet nicht: Ein Wert ist ungültig",
    because: "In {file} von {server} passt ein Wert nicht ({statement}): {says}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Welche Art von Wert gehört zu {statement}?",
      "Pfade stehen in Anführungszeichen, Typen nicht. Zeiten sind ganze Sekunden; eine Einheit dürfen sie haben, wo im Handbuch duration steht. Hinter dem Präfix hat ein Netz keine gesetzten Bits.",
      "Zeile {line} von {file}: {edit}",
    ],
    why: "named prüft jeden Wert nach seiner Art. Passt einer nicht, ist das ein Fehler, und named startet nicht.",
    example: "file /var/lib/bind/lab.test.zone;\nnotify-delay 1s;\nallow-query { 10.84.0.1/24; };",
  },
};
