/** What the rules about how cluster.crm is written say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const check = "halab exec {lab} {node} -- halab-svc check pacemaker";

export const syntaxTexts: Texts = {
  "statement-unknown": {
    title: "Der Cluster bleibt leer: crm kennt das Wort {name} nicht",
    because: "„{name}“ ist keine Anweisung von crm, „{near}“ ist eine.",
    see: check,
    hints: [
      "Was sagt crm zu Zeile {line}?",
      "Jede Anweisung beginnt mit einem Wort, das crm kennt: Ähnlich ist „{near}“.",
      "Schreib „{near}“ in Zeile {line} von {file}.",
    ],
    why: "crm nimmt eine Datei ganz oder gar nicht. Eine Anweisung, die es nicht kennt, und der Cluster hat überhaupt keine Konfiguration.",
    example: "primitve vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100",
  },
  "continuation-missing": {
    title: "Der Cluster bleibt leer: Eine Anweisung endet zu früh",
    because:
      "Zeile {line} beginnt mit {name}, einem Teil der Anweisung davor, und Zeile {before} wird nicht fortgesetzt.",
    see: check,
    hints: [
      "Wo endet die Anweisung vor Zeile {line}?",
      "Eine Anweisung ist eine Zeile, es sei denn, sie endet mit einem Backslash.",
      "Setz einen Backslash hinter Zeile {before} von {file}.",
    ],
    why: "Für crm ist jede Zeile eine eigene Anweisung. Leerzeichen am Anfang bedeuten nichts; nur ein Backslash am Ende setzt sie in der nächsten fort.",
    example: "primitive vip ocf:heartbeat:IPaddr2\n  params ip=10.90.0.100",
  },
  "words-glued": {
    title: "Zwei Wörter sind eines geworden: {word}",
    because:
      "Zeile {before} endet mit einem Backslash direkt hinter einem Wort, also gehört der Anfang von Zeile {line} dazu: {word}.",
    see: "halab exec {lab} {node} -- crm configure show",
    hints: [
      "Was zeigt `crm configure show` für diesen Wert?",
      "Leerzeichen am Zeilenanfang gehen verloren; eines vor dem Backslash trennt die Wörter.",
      "Setz ein Leerzeichen vor den Backslash von Zeile {before} in {file}.",
    ],
    why: "crm fügt die Zeilen ohne das zusammen, was vor dem ersten Wort steht. Ohne Leerzeichen vor dem Backslash geht ein Wert mit dem ersten Wort der nächsten Zeile weiter.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100\\\n  cidr_netmask=24",
  },
  "comment-inside": {
    title: "Der Cluster bleibt leer: Ein Kommentar steht mitten in einer Anweisung",
    because:
      "Zeile {line} ist ein Kommentar mitten in {statement}, denn die Zeile davor wird fortgesetzt.",
    see: check,
    hints: [
      "Zu welcher Anweisung gehört Zeile {line}?",
      "Nur eine Anweisung, die mit # beginnt, ist ein Kommentar.",
      "Stell den Kommentar von Zeile {line} vor die Anweisung.",
    ],
    why: "Fortgesetzte Zeilen sind eine Anweisung, bevor irgendetwas gelesen wird. Das # darin ist ein Wort wie jedes andere, und einen solchen Namen nimmt die CIB nicht.",
    example: "primitive vip ocf:heartbeat:IPaddr2 \\\n  # die Adresse\n  params ip=10.90.0.100",
  },
  "comment-goes-on": {
    title: "Ein Kommentar hat Zeile {swallowed} mitgenommen",
    because:
      "Der Kommentar in Zeile {line} endet mit einem Backslash, also gehört Zeile {swallowed} dazu.",
    see: "halab exec {lab} {node} -- crm configure show",
    hints: [
      "Steht das aus Zeile {swallowed} in der Konfiguration des Clusters?",
      "Ein Backslash setzt auch Kommentare fort.",
      "Nimm den Backslash aus Zeile {line} von {file}.",
    ],
    why: "crm fügt Zeilen zusammen, bevor es nach Kommentaren sucht. Was auf einen Kommentar mit Backslash folgt, ist weg, und niemand sagt ein Wort.",
    example: "# die Adresse \\\nprimitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100",
  },
  "quote-open": {
    title: "Der Cluster bleibt leer: Ein Anführungszeichen wird nicht geschlossen",
    because: "{statement} {id} hat ein Anführungszeichen, das niemand schließt.",
    see: check,
    hints: [
      "Wo endet der Text in Anführungszeichen in Zeile {line}?",
      "Wörter werden wie in einer Shell getrennt: Zu jedem Anführungszeichen gehört ein zweites.",
      "Schließ das Anführungszeichen in Zeile {line} von {file}.",
    ],
    why: "crm liest Wörter wie eine Shell und lehnt die ganze Datei ab, wenn es das Ende von einem nicht findet.",
    example: "primitive vip ocf:heartbeat:Dummy params fake='a b",
  },
  "id-twice": {
    title: "Der Cluster bleibt leer: {id} gibt es zweimal",
    because: "{id} ist in {file} mehr als einmal definiert.",
    see: check,
    hints: [
      "Wie viele Anweisungen handeln von {id}?",
      "Jeder Name ist einmalig: bei Ressourcen, Regeln und Sätzen von Optionen.",
      "Mach eine Anweisung daraus, oder gib einer einen anderen Namen.",
    ],
    why: "In der CIB hat alles eine eigene id. Eine zweite mit demselben Namen ergänzt nichts: crm lehnt die Datei ab.",
    example: "property stonith-enabled=false\nproperty no-quorum-policy=stop",
  },
};
