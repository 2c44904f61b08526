/** What the rules about what a cluster has in force say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const running = "halab exec {lab} {node} -- crm_mon -1";
const failures = "halab exec {lab} {node} -- crm_mon -1f";

export const heardTexts: Texts = {
  "no-controller": {
    title: "{node} hat niemanden, der entscheidet",
    because: "{node} kennt keinen Designated Controller (DC).",
    see: running,
    hints: [
      "Welche Knoten sieht {node}?",
      "Die Mitglieder wählen einen; ohne Mitglieder, oder während Pacemaker startet, gibt es keinen.",
      "Sieh dir `corosync-quorumtool -s` von {node} an, und ob Pacemaker auf den anderen läuft.",
    ],
    why: "Ein Knoten entscheidet für alle, was wo läuft. Ohne ihn wird nichts gestartet und nichts umgezogen.",
    example: "Current DC: NONE",
  },
  "two-controllers": {
    title: "Der Cluster ist zwei Cluster",
    because: "Die Knoten sind sich nicht einig, wer entscheidet: {leaders}.",
    see: running,
    hints: [
      "Wen hält jeder Knoten für ein Mitglied?",
      "Zwei DCs zugleich bedeuten, dass die Knoten einander nicht hören.",
      "Vergleiche `corosync-cfgtool -s` beider Seiten: Adresse, Schlüssel, Port.",
    ],
    why: "Jeder Teil hat seinen eigenen gewählt und startet, was ihm zu fehlen scheint. Ohne Quorum und Fencing betreiben beide dieselben Dienste.",
    example: "n1: Current DC: n1\nn2: Current DC: n2",
  },
  "node-unclean": {
    title: "{unclean} ist für den Cluster tot, und nichts zieht um",
    because: "{unclean} ist UNCLEAN: Niemand weiß, was dort noch läuft, und das Fencing {fencing}.",
    see: "halab exec {lab} {node} -- stonith_admin --history {unclean}",
    hints: [
      "Was sagt der Verlauf des Fencing zu {unclean}?",
      "Bis der Knoten abgeschaltet ist, startet nirgends sonst, was dort lief.",
      "Verbessere das Gerät für das Fencing (seine Liste der Knoten, sein Passwort), oder bestätige von Hand: `stonith_admin --confirm {unclean}`.",
    ],
    why: "Ein Knoten, der da war und schweigt, kann noch schreiben. Pacemaker wartet, bis das Fencing sagt, dass er aus ist, wie lange das auch dauert.",
    example: "Node n2: UNCLEAN (offline)",
  },
  "fencing-stopped": {
    title: "Am Fencing-Gerät {ids} steht niemand",
    because:
      "Der Cluster hat {ids} auf keinem Knoten: Monitor oder Start sind überall gescheitert.",
    see: "halab exec {lab} {node} -- crm_mon -1",
    hints: [
      "Antwortet das Gerät, wenn ein Knoten es von Hand fragt?",
      "Sein Agent wurde auf jedem Knoten gefragt und ist gescheitert; im Log stehen seine Worte. Der Stromschalter einer Übung antwortet, solange halab sie spielt (`halab run`, `halab check`).",
      "Bring in Ordnung, was das Gerät braucht (Rechner, Zugangsdaten, Kabel), dann: crm_resource --cleanup -r {ids}",
    ],
    why: "Ein Fencing-Gerät wird nur in einem Augenblick gebraucht, und das ist der schlechteste, um zu erfahren, dass es nicht antwortet. Bis dahin merkt es niemand.",
    example: "switch\t(stonith:fence_halab):\t Stopped",
  },
  "node-standby": {
    title: "{resting} betreibt nichts: Der Knoten ist in Standby",
    because: "Der Cluster hat {resting} in Standby.",
    see: running,
    hints: [
      "Wer hat {resting} in Standby versetzt, und warum?",
      "Standby überlebt Neustarts; es endet, wenn jemand es sagt.",
      "Gib auf einem Knoten `crm node online {resting}` ein.",
    ],
    why: "Standby ist ein Attribut des Knotens in der CIB. Es ist noch da, lange nachdem die Wartung vorbei ist.",
    example: "Node n2: standby",
  },
  "failures-reached": {
    title: "{id} geht nicht auf {host} zurück",
    because: "{id} ist {count}-mal auf {host} ausgefallen, und {threshold} verbannen sie von dort.",
    see: failures,
    hints: [
      "Wie oft ist {id} ausgefallen, und wo?",
      "Ein gescheiterter Start zählt INFINITY; andere Ausfälle zählen bis migration-threshold.",
      "Behebe den Grund, dann gib auf einem Knoten `crm resource cleanup {id}` ein.",
    ],
    why: "Ein Knoten, auf dem etwas immer wieder ausfällt, wird gemieden, bis die Fehler vergessen (failure-timeout) oder aufgeräumt sind.",
    example: "web: migration-threshold=3 fail-count=INFINITY",
  },
  "resource-stuck": {
    title: "{id} steckt fest",
    because: "{id} ist {state}.",
    see: failures,
    hints: [
      "Welche Aktion von {id} ist gescheitert?",
      "Nach einem gescheiterten Stopp darf Pacemaker sie nirgends sonst starten: Sie läuft womöglich noch.",
      "Behebe den Grund, dann gib auf einem Knoten `crm resource cleanup {id}` ein.",
    ],
    why: "Ein Start anderswo nach einem gescheiterten Stopp wäre eine zweite Kopie. Nur das Fencing darf weitermachen, oder jemand, der nachgesehen hat.",
    example: "web: FAILED n1 (blocked)",
  },
  "moved-by-hand": {
    title: "{resource} hängt an einem früheren Umzug",
    because:
      "Der Cluster hat eine Regel {id} über {host}, die in keiner Datei steht: Sie stammt von einem move oder ban.",
    see: "halab exec {lab} {node} -- crm configure show {id}",
    hints: [
      "Wer hat {id} gemacht, und soll sie noch gelten?",
      "Ein move ist eine location mit INFINITY, und sie bleibt.",
      "Gib auf einem Knoten `crm resource clear {resource}` ein.",
    ],
    why: "Von Hand umziehen ist eine Regel für immer. Sie hindert eine Ressource daran, anderswohin oder zurück zu gehen, bis jemand sie aufhebt.",
    example: "location cli-prefer-site site inf: n1",
  },
  "resource-nowhere": {
    title: "{ids} läuft nirgends",
    because: "Der Cluster hat {ids} auf keinem Knoten.",
    see: "halab exec {lab} {node} -- crm_simulate -sL",
    hints: [
      "Welche Punktzahl hat {ids} auf jedem Knoten?",
      "Minus INFINITY ist ein Verbot; ohne Quorum, oder mit Fencing und ohne Gerät, läuft nichts.",
      "Sieh dir `crm_verify -LV` und `crm_mon -1f` an, und verbessere, was sie sagen.",
    ],
    why: "Eine Ressource, die konfiguriert ist und nicht läuft, hat einen Grund, den Pacemaker kennt: Punkte, Fehler, ein fehlendes Quorum.",
    example: "web: Stopped",
  },
  "action-fails": {
    title: "{id} auf {node}: {action} gelingt nicht",
    because: "Das letzte {action} von {id} auf {node} endete mit: {said}",
    see: failures,
    hints: [
      "Was sagt der Agent dazu?",
      "not installed und not configured: seine Parameter. error: das eigene Protokoll des Dienstes.",
      "Versuch es von Hand: `crm_resource --force-{action} -r {id}` auf {node} zeigt, was der Agent tut.",
    ],
    why: "Agenten nennen den Grund in einem Wort und einem Satz. Ein gescheiterter Start verbannt die Ressource vom Knoten, ein gescheiterter Stopp blockiert sie.",
    example: "Result of start operation for web on n1: error (nginx config is not valid)",
  },
};
