import type { Texts } from "../../../core/kinds/rule.ts";

const told = "halab exec {lab} {node} -- halab-svc in-force sbd";

export const texts: Texts = {
  "no-watchdog": {
    title: "Ein Knoten, dessen SBD hängt, läuft weiter, und niemand hält ihn auf",
    because:
      "`{said}` in {file}: SBD füttert keinen Watchdog, also setzt nichts {node} zurück, wenn SBD stillsteht",
    see: told,
    hints: [
      "Wer liest die Nachricht auf der Platte, die einem Knoten sagt, dass er gehen muss? Und was, wenn der hängt?",
      "SBD füttert einen Watchdog, solange es seine Platte lesen kann. Ohne ihn ist die Nachricht ein Brief, den vielleicht niemand je öffnet.",
      "Schreibe in {file} `SBD_WATCHDOG_DEV=/dev/watchdog` und kein -W in SBD_OPTS.",
    ],
    why: "Nach msgwait hält der andere Knoten die Nachricht für befolgt. Das verspricht der Watchdog und nichts sonst: Entweder wurde die Nachricht gelesen, oder wer sie lesen sollte, wurde zurückgesetzt.",
    example: "SBD_WATCHDOG_DEV=/dev/null",
  },
  "msgwait-short": {
    title: "Der andere Knoten übernimmt, bevor der Watchdog gebissen haben kann",
    because:
      "msgwait ist {msgwait} s und der Timeout des Watchdogs {watchdog} s: weniger als doppelt so lang, das wären {least} s",
    see: "halab exec {lab} {node} -- sh -c '. /etc/default/sbd; sbd -d $SBD_DEVICE dump'",
    hints: [
      "Wie lange lebt ein Knoten, der hängt, höchstens weiter? Und wie lange wartet der andere auf sein Ende?",
      "Ein Lesen der Platte darf so lange dauern, wie der Watchdog erlaubt, und der Watchdog beißt so lange danach: sein doppelter Timeout.",
      "Schreibe in {file} `-4 {least}` oder ein kleineres `-1`.",
    ],
    why: "msgwait steht zwischen einer Nachricht auf der Platte und der Übernahme. Braucht der Watchdog länger, bedienen zwei Knoten zugleich.",
    example: "-1 10 -4 10",
  },
  "stonith-timeout-short": {
    title: "Niemand übernimmt: Pacemaker gibt das Fencing auf, bevor es fertig sein kann",
    because:
      "stonith-timeout ist {timeout} s, und der Agent wartet allein {msgwait} s auf die Nachricht (msgwait): Er braucht mindestens {least} s",
    see: "halab exec {lab} {node} -- stonith_admin --history '*' --verbose",
    hints: [
      "Wie lange braucht der Fence-Agent, von der Nachricht bis zu seiner Antwort?",
      "Er schreibt die Nachricht und wartet msgwait ab. Beendet Pacemaker ihn vorher, ist das Fencing fehlgeschlagen und wird wieder und wieder versucht.",
      "Schreibe `stonith-timeout` mit {least}s oder mehr in Zeile {line} von {file}; üblich ist das Doppelte von msgwait.",
    ],
    why: "Ein Fencing, das fehlschlug, beweist nichts, also wartet der Cluster. Der Knoten auf der anderen Seite ist dann längst tot.",
    example: "property stonith-enabled=true stonith-timeout=10s",
  },
  "device-missing": {
    title: "SBD beobachtet die Platte, und niemand schreibt je darauf",
    because: "SBD läuft mit {disk}, und {file} hat kein Fencing-Gerät, das sie benutzt",
    see: "halab exec {lab} {node} -- stonith_admin --list-registered",
    hints: [
      "Wer schreibt die Nachricht, die SBD auf dem anderen Knoten liest?",
      "SBD liest nur. Es schreibt das Fencing von Pacemaker, mit einem eigenen Gerät: fence_sbd.",
      "Schreibe `primitive disk stonith:fence_sbd params devices={disk}` in {file}.",
    ],
    why: "Fencing über eine Platte hat zwei Hälften: einen Dienst, der gehorcht, und ein Gerät in der Konfiguration des Clusters, das befiehlt.",
    example: "primitive switch stonith:fence_ipmilan params ip=192.0.2.1",
  },
  "disks-differ": {
    title: "Die beiden Knoten beobachten verschiedene Platten, und keiner hört den anderen",
    because: "{other} beobachtet {another} und {one} beobachtet {disk}",
    see: told,
    hints: [
      "Auf welcher Platte sucht jeder Knoten nach seinen Nachrichten?",
      "Eine Nachricht erreicht einen Knoten nur auf der Platte, die er liest. Vergleiche SBD_DEVICE auf beiden.",
      "Schreibe auf beiden Knoten dasselbe SBD_DEVICE.",
    ],
    why: "Wer auf eine Platte schreibt, die der andere nicht liest, wartet msgwait ab und hält ihn für tot, oder er findet keinen Platz für ihn und kann nie übernehmen.",
    example: "SBD_DEVICE=/dev/disk/by-path/ip-192.0.2.30:3260-iscsi-iqn.2026-01.test:store-lun-2",
  },
  "disk-of-nobody": {
    title: "SBD startet nicht: Diese Platte gibt es nicht",
    because: "SBD_DEVICE von {node} ist {disk}, und die Maschine mit den Platten gibt ihm {right}",
    see: "halab exec {lab} {node} -- ls /dev/disk/by-path",
    hints: [
      "Welche Platten hat der Knoten?",
      "Eine Platte über iSCSI heißt nach ihrem Portal, ihrem Target und ihrer LUN (/dev/disk/by-path).",
      "Schreibe in {file} `SBD_DEVICE={right}`.",
    ],
    why: "SBD sucht seine Platte beim Start, und ein Knoten ohne SBD darf seinen Cluster nicht starten.",
    example: "SBD_DEVICE=/dev/disk/by-id/witness",
  },
  "device-elsewhere": {
    title: "Die Nachricht steht auf einer Platte, die niemand liest",
    because: "{id} schreibt auf {other}, und SBD beobachtet {disk}",
    see: told,
    hints: [
      "Wohin schreibt das Fencing-Gerät, und wo liest SBD?",
      "Beide müssen eine Platte nennen: der Parameter `devices` des Geräts und SBD_DEVICE.",
      "Schreibe in {file} `devices={disk}` in {id} oder lass den Parameter weg, wo der Agent den von SBD nimmt.",
    ],
    why: "Eine Giftpille auf der falschen Platte vergiftet niemanden; der Agent findet dort keinen Platz des Knotens, und das Fencing schlägt fehl.",
    example: "primitive disk stonith:fence_sbd params devices=/dev/sdb",
  },
  "disk-is-all": {
    title: "Geht die Platte weg, setzen sich beide Knoten zurück, obwohl es beiden gut geht",
    because:
      "`SBD_PACEMAKER={said}`: SBD fragt den Cluster nicht, ob es ihm gut geht, also entscheidet die Platte allein",
    see: told,
    hints: [
      "Die Platte ist weg, und beide Knoten sehen einander. Gibt es eine Gefahr?",
      "Mit der Integration von Pacemaker lässt SBD einen Knoten ohne seine Platte leben, solange er gesund ist und sein Cluster ein Quorum hat.",
      "Schreibe in {file} `SBD_PACEMAKER=yes`.",
    ],
    why: "Eine Platte, die allein richtet, ist ein Single Point of Failure: Ihr Ende ist das Ende des Dienstes, auf allen Knoten zugleich.",
    example: "SBD_PACEMAKER=no",
  },
  "both-shoot": {
    title: "Verlieren die zwei einander aus den Augen, sterben beide",
    because:
      "{device} verzögert keinen Schuss, und beide von zwei Knoten haben ein Quorum (two_node)",
    see: "halab exec {lab} {node} -- stonith_admin --history '*'",
    hints: [
      "Beide Knoten glauben, dass der andere weg ist. Wer schreibt zuerst?",
      "Beide schreiben im selben Augenblick, und beide lesen. Einer muss warten, und es muss feststehen, welcher.",
      'Schreibe `pcmk_delay_base="d1:5s;d2:0s"` in {device} von {file}: Wer auf d1 schießt, wartet.',
    ],
    why: "Zwei Knoten haben keine Mehrheit. Stattdessen entscheidet das Fencing, und ein Duell, das beide verlieren, ist keine Entscheidung.",
    example: "primitive disk stonith:fence_sbd params devices=/dev/sda",
  },
  "stays-fenced": {
    title: "Ein Knoten, der gefencet wurde, kommt nicht von selbst zurück",
    because:
      "`SBD_STARTMODE=clean` in {file}: SBD startet nicht, solange die Nachricht noch auf seinem Platz steht",
    see: "halab exec {lab} {node} -- sh -c '. /etc/default/sbd; sbd -d $SBD_DEVICE list'",
    hints: [
      "Was findet SBD auf seinem Platz, wenn ein gefenceter Knoten bootet?",
      "Im Startmodus `clean` muss erst jemand nachsehen und den Platz von Hand leeren.",
      "Schreibe in {file} `SBD_STARTMODE=always`.",
    ],
    why: "Auf jemanden zu warten, kann richtig sein; hier kommt ein Knoten zurück, wenn sein Fehler behoben ist.",
    example: "SBD_STARTMODE=clean",
  },
};

/** What `halab validate` asks. */
export const tests = {
  fencing:
    "SBD hat einen Watchdog, seine Nachricht hat Zeit, befolgt zu werden, und Pacemaker schreibt sie auf die Platte, die gelesen wird",
  settings:
    "SBD beobachtet auf allen Knoten dieselbe Platte, es gibt sie, und sie richtet nicht allein",
};
