import type { Texts } from "../../../../core/kinds/rule.ts";

/** Who leads, and how soon somebody else does. */
export const leaderTexts: Texts = {
  "equal-priorities": {
    title: "Die Adresse hat, wer zuerst startet",
    because:
      "{owner} und {other} haben beide die Priorität {priority}, und in dieser Übung soll {owner} führen",
    see: "halab exec {lab} {node} -- tcpdump -vlni any -c 3 proto 112",
    hints: [
      "Nach welcher Zahl entscheiden die Lastverteiler, wer führt?",
      "Vergleiche `priority` auf {owner} und {other}. Ohne die Zeile ist sie 100.",
      "Gib {owner} eine höhere Priorität als {other}.",
    ],
    why: "Bei gleicher Priorität bleibt ein Backup Backup; wer zurückkehrt, bekommt seine Adresse also nicht wieder. Melden sich beide zugleich, gewinnt die höhere IP-Adresse, egal wer gewinnen sollte.",
    example: "priority 100   # lb1\npriority 100   # lb2",
  },
  "wrong-leader": {
    title: "{other} hat die Adresse anstelle von {node}",
    because:
      "in dieser Übung soll {node} führen, hat aber die Priorität {priority}; {other} hat {otherPriority}",
    see: "halab exec {lab} {node} -- tcpdump -vlni any -c 3 proto 112",
    hints: [
      "Wer soll führen, solange alles in Ordnung ist?",
      "Vergleiche `priority` auf beiden; auch die Gewichte erfolgreicher Skripte zählen mit.",
      "Gib {node} eine Priorität über {otherPriority} oder {other} eine unter {priority}.",
    ],
    why: "Es führt, wer die höchste Priorität hat. `state MASTER` sagt nur, in welchem Zustand ein Router beginnt; gewinnen lässt es ihn nicht.",
    example: "priority 100   # lb1, der führen soll\npriority 150   # lb2",
  },
  "failback-forbidden": {
    title: "{node} kehrt zurück und bekommt seine Adresse nicht wieder",
    because:
      "wegen `nopreempt` nimmt {node} dem schwächeren Lastverteiler {address} nicht ab, und Schritt {step} wartet darauf",
    see: "halab logs {lab} {node}",
    hints: [
      "Was tut {node}, wenn er einen schwächeren Master hört?",
      "Welche Direktive verbietet einem besseren Router die Übernahme? Will diese Übung das?",
      "Nimm `nopreempt` heraus, Zeile {line} von {file}. (`preempt_delay` verzögert die Rückkehr nur.)",
    ],
    why: "Ohne Verdrängung (Preemption) bleibt die Adresse, wo sie ist, bis ihr Besitzer ausfällt. Das erspart einen zweiten Wechsel und ist richtig, wo sonst Verbindungen abreißen; hier aber soll der erste Lastverteiler sie wiederbekommen.",
    example: "state BACKUP\npriority 150\nnopreempt",
  },
  "nopreempt-with-master": {
    title: "`nopreempt` wirkt auf {node} nicht",
    because: "keepalived streicht `nopreempt`, wenn in der Instanz {why} steht",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "In welchem Zustand beginnt diese Instanz?",
      "keepalived.conf(5), nopreempt: Welchen Anfangszustand verlangt es?",
      "Schreibe auf allen Lastverteilern `state BACKUP`, oder nimm `nopreempt` heraus.",
    ],
    why: "Wer als MASTER beginnt, hat sich die Adresse schon genommen; zu verbieten ist dann nichts mehr („nopreempt will not work with initial state MASTER - clearing“). Der zurückkehrende Lastverteiler übernimmt also doch.",
    example: "state MASTER\nnopreempt",
  },
  "advert-too-slow": {
    title: "Die Übernahme dauert länger, als die Übung erlaubt",
    because:
      "bei einem Advert alle {advert} s übernimmt {other} nach {lowest} bis {highest} s, Schritt {step} erlaubt aber nur {limit} s",
    see: "halab exec {lab} {node} -- tcpdump -lni any -c 3 proto 112",
    hints: [
      "Wie lange wartet ein Backup, bis es den Master für tot hält?",
      "Es wartet 3 · advert_int + Skew. Welches advert_int macht das kurz genug?",
      "Setze advert_int auf allen Lastverteilern gleich weit herab, zum Beispiel auf 1 s.",
    ],
    why: "Ein Backup wartet drei Intervalle und die Skew-Zeit, wie schnell alles andere auch ist. Mit langsamen Adverts stimmt die Formel von VRRP immer noch, aber die Nutzer sind weg.",
    example: "advert_int 3",
  },
  "takeover-by-luck": {
    title: "Die Übernahme kommt nur mit Glück rechtzeitig",
    because:
      "bei einem Advert alle {advert} s übernimmt {other} nach {lowest} bis {highest} s, Schritt {step} erlaubt {limit} s",
    see: "halab exec {lab} {node} -- tcpdump -lni any -c 3 proto 112",
    hints: [
      "Wie lange kann eine Übernahme mindestens dauern, wie lange höchstens?",
      "Es kommt darauf an, wann der Master zwischen zwei Adverts stirbt: 2 bis 3 Intervalle und die Skew-Zeit.",
      "Setze advert_int auf allen Lastverteilern herab, bis auch die längste Zeit unter {limit} s liegt.",
    ],
    why: "Die Dauer einer Übernahme ist nicht eine einzige Zahl: Sie hängt davon ab, wie alt das letzte Advert ist. Eine Grenze zwischen den beiden Enden wird in manchen Läufen eingehalten, in anderen nicht.",
    example: "advert_int 2",
  },
};
