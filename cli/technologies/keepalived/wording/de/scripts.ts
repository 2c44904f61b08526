import type { Texts } from "../../../../core/kinds/rule.ts";

/** The commands that keepalived runs. */
export const scriptTexts: Texts = {
  "script-missing": {
    title: "Das Prüfskript von {node} ist nicht da",
    because: "{name} ruft {path} auf, und {node} hat keine solche Datei",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "Was sagt das Skript, wenn du es auf {node} von Hand startest?",
      "Auf {node} liegt nur, was in deinem Ordner für {node} liegt.",
      "Lege das Skript als {node}{path} in deinen Ordner, oder berichtige den Pfad.",
    ],
    why: "Ein Befehl, der nicht ausgeführt werden kann, gilt als fehlgeschlagen, oder er wird weggelassen. Dann ist die Instanz von Anfang an in FAULT, oder sie wird nicht überwacht.",
    example: 'script "/etc/keepalived/check.sh"   # auf lb2 vergessen',
  },
  "script-not-executable": {
    title: "keepalived darf das Prüfskript von {node} nicht ausführen",
    because: "{path} hat die Rechte {mode}, also darf es niemand ausführen",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "Was geschieht, wenn du {path} auf {node} direkt aufrufst?",
      "keepalived führt die Datei selbst aus. Welches Recht braucht es dazu?",
      'Rufe `chmod +x` für die Datei in deinem Ordner auf, oder rufe ihren Interpreter auf: script "/bin/sh {path}".',
    ],
    why: "Ohne das Recht zum Ausführen schaltet keepalived das Skript ab oder hält es für fehlgeschlagen.",
    example: "-rw-r--r-- /etc/keepalived/check.sh",
  },
  "script-needs-shell": {
    title: "Eine Prüfung von {node} tut nicht, was in ihrer Befehlszeile steht",
    because:
      "„{word}“ hat nur für eine Shell eine Bedeutung, und keepalived startet {program} ohne Shell",
    see: "halab logs {lab} {node}",
    hints: [
      "Wer liest das Wort {word}: eine Shell oder {program}?",
      "keepalived zerlegt die Zeile in Wörter und führt das erste aus, mit den anderen als Argumenten.",
      "Schreibe eine Skriptdatei, oder script \"/bin/sh -c '...'\".",
    ],
    why: "Pipes, Befehlslisten und Umleitungen sind Sache der Shell. Ohne sie sind sie Argumente: Der Befehl schlägt immer fehl, oder er prüft etwas anderes.",
    example: 'script "/usr/bin/pgrep haproxy && /bin/true"',
  },
  "script-not-secure": {
    title: "keepalived auf {node} würde auch ein Skript ausführen, das ein Fremder geändert hat",
    because: "{name} wird überwacht, und in global_defs fehlt enable_script_security",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Als welcher Benutzer führt keepalived seine Skripte aus?",
      "keepalived.conf(5): enable_script_security, script_user.",
      "Schreibe enable_script_security und einen script_user in global_defs.",
    ],
    why: "Wer ein Skript ändern darf, das als root läuft, hat root-Rechte. keepalived warnt nur („SECURITY VIOLATION“), solange man ihm nicht sagt, dass es sich weigern soll.",
    example: "global_defs {\n  router_id lb1\n}",
  },
  "script-disabled": {
    title: "keepalived auf {node} weigert sich, sein Prüfskript auszuführen",
    because:
      "{path} kann von anderen als root geändert werden, darum hat keepalived es abgeschaltet: {said}",
    see: "halab exec {lab} {node} -- ls -ld {path}",
    hints: [
      "Wer darf in {path} schreiben, oder in einen Ordner auf dem Weg dorthin?",
      "Mit enable_script_security darf in ein Skript, das root ausführt, nur root schreiben, und in alle Ordner darüber ebenso.",
      "Nimm der Gruppe und allen anderen das Schreibrecht, oder lass das Skript als anderer Benutzer laufen.",
    ],
    why: "Wer in ein Skript schreiben darf, das root ausführt, ist root. keepalived lässt ein solches Skript weg, und dann wird nichts überwacht.",
    example: "-rwxrwxrwx /etc/keepalived/check.sh",
  },
  "script-cannot-run": {
    title: "Die Prüfung von {node} schlägt fehl, egal was sie prüft",
    because: "das Skript {name} endete mit {status}; ein Befehl darin: {what}",
    see: "halab logs {lab} {node}",
    hints: [
      "Was sagt der Befehl von {name}, wenn du ihn auf {node} von Hand startest?",
      "126 und 127 kommen von dem, der einen Befehl starten wollte, nicht von dem Befehl.",
      "Schreibe den ganzen Pfad eines Programms, das es auf {node} gibt.",
    ],
    why: "keepalived nimmt jeden Exit-Code außer 0 als Fehlschlag. Ein Befehl, der sich nicht starten lässt, schlägt immer fehl; der Lastverteiler ist also von Anfang an in FAULT oder hat die niedrigere Priorität.",
    example: "script \"/bin/sh -c 'pidofproxy haproxy'\"",
  },
  "script-user-missing": {
    title: "keepalived auf {node} führt sein Prüfskript nicht aus",
    because:
      "enable_script_security steht ohne script_user da; {name} würde als {user} laufen, und diesen Benutzer hat {node} nicht",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Als welcher Benutzer läuft {name}, und gibt es diesen Benutzer?",
      "keepalived.conf(5), enable_script_security: Welchen Benutzer erwartet es, wenn keiner genannt ist?",
      "Schreibe script_user root in global_defs oder einen Benutzer in das Skript.",
    ],
    why: "Mit Skript-Sicherheit weicht keepalived nicht auf root aus. Es entfernt ein Skript, dessen Benutzer es nicht gibt („Unable to set default user for vrrp script ... - removing“), und startet ohne es.",
    example: "global_defs {\n  enable_script_security\n}   # und kein script_user",
  },
  "script-finds-itself": {
    title: "Die Prüfung von {node} gelingt, ob der Dienst lebt oder nicht",
    because:
      "{name} sucht {word} mit `ps | grep`, und in dieser Zeile steht das Wort {word} selbst",
    see: "halab exec {lab} {node} -- sh -c 'ps aux | grep {word}'",
    hints: [
      "Was findet der Befehl von {name}, wenn der Dienst gestoppt ist?",
      "`ps` listet jeden Prozess mit seiner Befehlszeile auf, also auch grep.",
      "Benutze `pgrep -x {word}` oder `killall -0 {word}`.",
    ],
    why: "Eine Prüfung, die sich selbst findet, schlägt nie fehl, und eine, die nie fehlschlägt, ist keine.",
    example: "script \"/bin/sh -c 'ps aux | grep haproxy'\"",
  },
};
