import type { Texts } from "../../../../core/kinds/rule.ts";

/** What makes a director let go, though it lives. */
export const trackingTexts: Texts = {
  "not-tracked": {
    title: "{service} ist tot, und die Adresse bleibt",
    because:
      "die Instanz {name} auf {nodes} überwacht nichts; keepalived erfährt also nie, dass {service} ausgefallen ist (Schritt {step})",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "Wie könnte keepalived erfahren, dass {service} tot ist?",
      "Ein Herzschlag sagt, dass der Rechner lebt. Wie man einen Dienst überwacht, steht in keepalived.conf(5), VRRP script(s).",
      "Schreibe ein vrrp_script, das fehlschlägt, wenn {service} tot ist, und nenne es in track_script von {name}. Ein Skript, das nur definiert ist, läuft nicht.",
    ],
    why: "VRRP kennt Router, nicht die Dienste darauf. Ohne Überwachung behält ein Lastverteiler die Adresse, obwohl sein Dienst weg ist, und die Nutzer bekommen Fehler von einem gesunden Rechner.",
    example: "vrrp_script balancer { ... }\nvrrp_instance site {\n  # kein track_script\n}",
  },
  "moves-alone": {
    title: "Eine Adresse wechselt, die andere bleibt",
    because:
      "die Instanz {name} ({addresses}) auf {node} achtet nicht auf {device}; sie bleibt also, wenn dieses Kabel gezogen wird (Schritt {step})",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "Was bemerkt die Instanz {name} von einem Kabel, das nicht ihr eigenes ist?",
      "Welche Adressen müssen immer auf demselben Lastverteiler liegen? keepalived.conf(5): vrrp_sync_group, track_interface.",
      "Nimm die Instanzen in eine gemeinsame vrrp_sync_group, oder alle Adressen in eine Instanz, oder {device} in track_interface von {name}.",
    ],
    why: "Jede Instanz entscheidet für sich. Ein Lastverteiler, der nur eine von zwei Adressen hat, nimmt Anfragen an, deren Antworten einen anderen Weg gehen.",
    example:
      "vrrp_instance front { interface eth0 }\nvrrp_instance back { interface eth1 }   # und keine Gruppe",
  },
  "tracked-undefined": {
    title: "keepalived auf {node} überwacht etwas, das es nicht gibt",
    because: "{list} nennt „{name}“, aber kein {block} heißt so: {advice}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Welche Blöcke {block} gibt es auf {node}?",
      "Vergleiche den Namen in {list} Buchstabe für Buchstabe mit den Namen hinter {block}.",
      "Berichtige den Namen in Zeile {line} von {file}, oder definiere {block} {name}.",
    ],
    why: "keepalived meldet, dass es den Namen nicht gefunden hat, und macht ohne ihn weiter. Dann wird nichts überwacht.",
    example: "vrrp_script check_haproxy { ... }\ntrack_script {\n  chk_haproxy\n}",
  },
  "sync-group-member-unknown": {
    title: "Die Adressen einer Sync-Gruppe wechseln nicht gemeinsam",
    because: "die Gruppe {group} nennt „{member}“, aber keine Instanz heißt so: {advice}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Welche Instanzen hat {node}, und wie heißen sie?",
      "In einer Gruppe stehen die Namen, die hinter vrrp_instance stehen.",
      "Berichtige {member} in Zeile {line} von {file}.",
    ],
    why: "Ein Mitglied, das es nicht gibt, wird weggelassen, und eine Gruppe mit nur einem Mitglied hält nichts zusammen.",
    example: "vrrp_sync_group both {\n  group {\n    front\n    bakc\n  }\n}",
  },
  "tracking-too-weak": {
    title: "Das Skript schlägt fehl, und die Adresse bleibt",
    because:
      "wenn alles ausgefallen ist, was {node} überwacht, hat er die Priorität {failed} (vorher {well}), und das liegt nicht unter {otherPriority} von {other}",
    see: "halab exec {lab} {node} -- tcpdump -vlni any -c 3 proto 112",
    hints: [
      "Welche Priorität nennt {node} in seinen Adverts, während sein Skript fehlschlägt?",
      "Rechne nach: die Priorität mit dem Gewicht gegen die Priorität des anderen.",
      "Das Gewicht muss mindestens {least} ausmachen; oder lass das Gewicht weg, dann geht die Instanz in FAULT.",
    ],
    why: "Ein Gewicht ändert die Priorität, sonst nichts. Solange sie noch die höchste ist, bleibt ihr Router Master.",
    example: "priority 150   # der andere hat 100\nweight -20     # 130 ist immer noch mehr",
  },
  "weight-against-nopreempt": {
    title: "Das Skript schlägt fehl, die Priorität sinkt, und die Adresse bleibt",
    because:
      "die Priorität von {other} sinkt von {well} auf {failed}, aber {node} hat `nopreempt` und lässt jeden Master in Ruhe, der Adverts sendet",
    see: "halab logs {lab} {node}",
    hints: [
      "Was tut {node}, wenn er einen Master mit niedrigerer Priorität hört?",
      "Mit einem Gewicht sendet der Master weiter. Was kann ein fehlgeschlagenes Skript sonst bewirken?",
      "Lass das Gewicht weg, dann geht {other} in FAULT und verstummt; oder nimm `nopreempt` auf {node} heraus.",
    ],
    why: "Mit nopreempt übernimmt ein Backup, wenn der Master schweigt, nie weil er schwächer ist. Erst FAULT lässt ihn schweigen.",
    example: "weight -60    # lb1\nnopreempt     # lb2",
  },
  "tracking-too-slow": {
    title: "Es dauert zu lange, bis {of} merkt, dass sein Dienst tot ist",
    because:
      "das Skript {name} läuft alle {interval} s und muss {fall}-mal fehlschlagen: {least} bis {most} s, Schritt {step} erlaubt aber nur {limit} s",
    see: "halab logs {lab} {node}",
    hints: [
      "Wie lange nach dem Tod des Dienstes kommt der Fehlschlag, der den Ausschlag gibt?",
      "Das Erkennen dauert im schlimmsten Fall interval · fall. Welches von beiden kann kleiner sein?",
      "Setze interval (1 s) oder fall (1) des Skripts {name} herab.",
    ],
    why: "Die Nutzer warten auf das Erkennen und auf die Übernahme. Wer zur Sicherheit mehr Fehlschläge abwartet oder aus Sparsamkeit selten nachsieht, lässt sie dafür bezahlen.",
    example: "interval 5\nfall 3",
  },
  "weight-ignored": {
    title: "Das Skript schlägt fehl, und die Adresse bleibt",
    because:
      "das Skript {script} mit seinem Gewicht {weight} bleibt hier unbeachtet, denn: {name} {reason}",
    see: "halab logs {lab} {node}",
    hints: [
      "Führt {node} das Skript {script} überhaupt aus?",
      "Wessen Priorität darf sich im Betrieb nicht ändern? keepalived.conf(5), VRRP synchronization group(s).",
      "Lass das Gewicht weg, dann geht die Instanz in FAULT; in einer Gruppe ist sync_group_tracking_weight der andere Weg.",
    ],
    why: "Eine Gruppe wechselt als Ganzes, und der Besitzer einer Adresse hat immer 255. Ein Gewicht würde die Priorität einer einzelnen Instanz ändern, darum lässt keepalived solche Skripte weg („ignoring tracked script ... with weights due to SYNC group“).",
    example: "vrrp_sync_group all { group { site } }\nvrrp_script check { weight -60 ... }",
  },
};
