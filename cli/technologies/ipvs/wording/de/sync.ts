/** What the rules about connection synchronisation say. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const daemons = "halab exec {lab} {node} -- ipvsadm -l --daemon";

export const syncTexts: Texts = {
  "no-sync": {
    title: "Offene Verbindungen reißen ab, wenn ein Lastverteiler stirbt",
    because: "Auf {node} startet in {file} nichts den Abgleich der Verbindungen.",
    see: daemons,
    hints: [
      "Was weiß der andere Lastverteiler von den offenen Verbindungen, wenn er übernimmt?",
      "Der Kernel kann dem anderen Lastverteiler von seinen Verbindungen erzählen; eine Zeile in global_defs schaltet das ein.",
      "Ergänze `lvs_sync_daemon INTERFACE INSTANCE` in global_defs in {file}, auf beiden Lastverteilern.",
    ],
    why: "Die Verbindungstabelle ist alles, was ein Lastverteiler weiß, und sie stirbt mit ihm. Ein Lastverteiler, dem nichts gesagt wurde, hat für das nächste Paket keinen Eintrag, und die Verbindung ist verloren.",
    example: "global_defs {\n  router_id d1\n}",
  },
  "sync-differs": {
    title: "Offene Verbindungen reißen ab, wenn ein Lastverteiler stirbt, obwohl beide abgleichen",
    because: "Beim Abgleich unterscheidet sich: {what}; auf {node}: {mine}, auf {other}: {theirs}.",
    see: daemons,
    hints: [
      "Erkennt der andere Lastverteiler die Meldungen als die, die er braucht?",
      "Vergleiche die Zeilen lvs_sync_daemon beider Lastverteiler: Schnittstelle und id.",
      "Mach beide Zeilen gleich: dasselbe Segment, dieselbe id.",
    ],
    why: "Die Meldungen gehen per Multicast in ein Segment und tragen eine Nummer. Ein Lastverteiler, der anderswo oder auf eine andere Nummer hört, beachtet sie nicht und sagt kein Wort davon.",
    example: "d1: lvs_sync_daemon eth1 lvs id 1\nd2: lvs_sync_daemon eth1 lvs id 2",
  },
  "sync-instance-unknown": {
    title: "Offene Verbindungen reißen ab, wenn ein Lastverteiler stirbt, obwohl beide abgleichen",
    because:
      "lvs_sync_daemon nennt die Instanz {instance}; die Instanzen von {node} sind: {known}.",
    see: daemons,
    hints: [
      "Woher weiß ein Lastverteiler, ob er senden oder zuhören soll?",
      "Das sagt der Zustand einer vrrp_instance. Gibt es diese Instanz?",
      "Nenne in Zeile {line} von {file} eine der Instanzen ({known}).",
    ],
    why: "Wer MASTER dieser Instanz ist, sendet; wer BACKUP ist, hört zu. Ohne die Instanz kann keepalived keines von beidem starten.",
    example: "lvs_sync_daemon eth1 VI_1\nvrrp_instance lvs { ... }",
  },
  "seldom-synchronised": {
    title: "Offene Verbindungen reißen ab, wenn der bessere Lastverteiler zurückkehrt",
    because:
      "Eine Verbindung wird erst nach {period} Paketen wieder gemeldet, hier nach bis zu {needed} s, aber {node} nimmt sich die Adresse schon nach etwa {after} s zurück.",
    see: "halab exec {lab} {node} -- sysctl net.ipv4.vs.sync_threshold",
    hints: [
      "Ein Lastverteiler ist gerade gestartet. Wann hat er von einer alten Verbindung gehört?",
      "Sieh dir die zweite Zahl von net.ipv4.vs.sync_threshold an, und wie viele Pakete pro Sekunde eine Verbindung hier hat.",
      'Schreibe eine kleinere zweite Zahl, `sysctl -w net.ipv4.vs.sync_threshold="3 10"`, in {file} beider Lastverteiler, oder gib dem besseren ein preempt_delay.',
    ],
    why: "Verbindungen werden bei ihrem 3. Paket gemeldet und danach, wenn nichts anderes eingestellt ist, bei jedem 50. Ein Lastverteiler, der vorher übernimmt, hat für die meisten keinen Eintrag.",
    example: 'sysctl -w net.ipv4.vs.sync_threshold="3 50"',
  },
  "hasty-failback": {
    title: "Offene Verbindungen reißen ab, wenn ein Lastverteiler zurückkehrt",
    because:
      "{node} nimmt sich die Adresse nach etwa {after} s zurück; bis er von jeder Verbindung gehört hat, dauert es aber bis zu {needed} s ({period} Pakete je Verbindung).",
    see: "halab exec {lab} {node} -- ipvsadm -Lcn",
    hints: [
      "Ein Lastverteiler kehrt zurück. Was weiß er von den Verbindungen des anderen?",
      "Muss er die Adresse sofort nehmen, später oder gar nicht?",
      "Schreibe nopreempt (oder ein preempt_delay von mehr als {needed} s) in die Instanz in {file}.",
    ],
    why: "Ein gerade gestarteter Lastverteiler kennt keine Verbindung. Nimmt er sich die Adresse, bevor er von allen gehört hat, reißt er die ab, die seinen Tod überlebt hatten.",
    example: "vrrp_instance site {\n  state BACKUP\n  priority 150\n  # kein nopreempt\n}",
  },
};
