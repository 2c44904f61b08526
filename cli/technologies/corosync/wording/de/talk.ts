/** What the rules about how members talk say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const links = "halab exec {lab} {node} -- corosync-cfgtool -s";
const timers = "halab exec {lab} {node} -- corosync-cmapctl runtime.config.totem";

export const talkTexts: Texts = {
  "key-missing": {
    title: "Corosync startet nicht: Es hat keinen Schlüssel",
    because: "{node} verschlüsselt, und {path} gibt es dort nicht; {others} hat die Datei.",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "Woran erkennen Mitglieder, dass ein Paket von einem Freund kommt?",
      "crypto_cipher und crypto_hash brauchen einen Schlüssel, auf allen Knoten denselben.",
      "Kopiere {path} von {others} nach {node}.",
    ],
    why: "Ist ein Verfahren gesetzt, wird jedes Paket mit dem Schlüssel unterschrieben. Ohne die Datei beendet sich der Dienst sofort.",
    example: "crypto_cipher: aes256\ncrypto_hash: sha256\n# kein /etc/corosync/authkey",
  },
  "key-short": {
    title: "Corosync startet nicht: Sein Schlüssel ist zu kurz",
    because: "Der Schlüssel in {file} hat {bytes} Bytes, und 128 sind das Mindeste.",
    see: "halab exec {lab} {node} -- wc -c {file}",
    hints: [
      "Wie lang ist der Schlüssel?",
      "Corosync nimmt 128 bis 4096 Bytes (ab 1024 Bits).",
      "Erzeuge einen mit `corosync-keygen`, und gib allen Knoten dieselbe Datei.",
    ],
    why: "Ein kurzer Schlüssel ließe sich erraten. Corosync lehnt ihn ab, statt nur dem Namen nach geschützt zu sein.",
    example: "ein Passwort von zwanzig Bytes in authkey",
  },
  "key-differs": {
    title: "Zwei Gruppen von Knoten verstehen einander nicht",
    because: "Der Schlüssel von {those} ist ein anderer als der von {others}.",
    see: "halab exec {lab} {node} -- sha256sum /etc/corosync/authkey",
    hints: [
      "Was protokolliert Corosync zu Paketen der anderen Knoten?",
      "„Unable to decrypt packet“: Die Schlüssel sind verschieden.",
      "Kopiere denselben Schlüssel auf alle Knoten: den von {others} nach {those}.",
    ],
    why: "Pakete mit fremder Unterschrift werden verworfen. Jede Seite hält die andere für tot, und die kleinere hat kein Quorum.",
    example: "corosync-keygen auf jedem der Knoten",
  },
  "totem-differs": {
    title: "Die Knoten hören einander nicht: {key} ist verschieden",
    because: "{key} ist {own} auf {node} und {other} auf den anderen.",
    see: links,
    hints: [
      "Welche Verbindungen zeigt corosync-cfgtool als verbunden?",
      "Beide Seiten brauchen denselben Transport, dasselbe Verfahren und denselben Port.",
      "Schreib überall dasselbe {key}: {other} oder {own}.",
    ],
    why: "Ein anders verschlüsseltes Paket, oder eines an einen anderen Port, ist für den Empfänger nichts. Corosync handelt nichts aus: Es verwirft, was es nicht versteht.",
    example: "# n1\ncrypto_cipher: aes256\n# n2\ncrypto_cipher: aes128",
  },
  "loss-too-slow": {
    title: "Es dauert zu lange, bis ein totes Mitglied aufgegeben wird",
    because:
      "Das Token gilt nach {token} s als verloren{said}, nach {consensus} s mehr sind sich die anderen einig: {seconds} s, und das Lab verträgt insgesamt {limit} s.",
    see: timers,
    hints: [
      "Wie lange warten die anderen auf ein stummes Mitglied?",
      "Erst token (650 ms mehr für jedes Mitglied ab dem dritten), dann consensus, das 1,2-Fache davon.",
      "Setz token in {file} kleiner: token und consensus müssen zusammen deutlich unter {limit} s bleiben.",
    ],
    why: "Nichts wird anderswo gestartet, bevor die Mitglieder sich einig sind, dass eines fehlt. Ein kurzes token macht aus einem beschäftigten Knoten einen toten, ein langes lässt die Nutzer warten.",
    example: "token: 10000",
  },
  "consensus-too-short": {
    title: "Mitglieder werden aufgegeben, bevor sie sich einigen konnten",
    because:
      "consensus ist {consensus} ms, und das Token braucht bei so vielen Mitgliedern {token} ms.",
    see: timers,
    hints: [
      "Wozu dient consensus, nachdem das Token verloren ist?",
      "Ab drei Mitgliedern muss es länger sein als das Token; weggelassen ist es das 1,2-Fache.",
      "Nimm die Zeile mit consensus aus {file}.",
    ],
    why: "Nach einem Verlust tauschen die Mitglieder Listen aus, bis alle dieselbe haben. Wer aufgibt, bevor das langsamste etwas gemerkt hat, bildet eine eigene Mitgliedschaft, und immer wieder eine neue.",
    example: "token: 3000\nconsensus: 1000",
  },
  "ping-outlives-token": {
    title: "Die zweite Verbindung hilft niemandem",
    because:
      "Eine Verbindung gilt nach {ping} ms ohne Antwort als tot, das Token schon nach {token} ms als verloren.",
    see: links,
    hints: [
      "Was wird zuerst aufgegeben, wenn ein Kabel durchtrennt ist: die Verbindung oder das Mitglied?",
      "knet_ping_timeout muss kürzer sein als das geltende token.",
      "Setz knet_ping_timeout in Zeile {line} kürzer als {token} ms, am besten auf die Hälfte.",
    ],
    why: "knet wechselt zur anderen Verbindung, wenn die erste als tot erkannt ist. Geht das Token vorher verloren, fliegt das Mitglied hinaus, obwohl ein Kabel übrig war.",
    example: "token: 1000\ninterface {\n  linknumber: 0\n  knet_ping_timeout: 3000\n}",
  },
  "packets-refused": {
    title: "{node} verwirft, was ein Mitglied sendet",
    because: "Corosync von {node} protokolliert zu {from}: {what}.",
    see: "halab logs {lab} {node}",
    hints: [
      "Von wem kommt, was verworfen wird?",
      "Unable to decrypt: Schlüssel oder Verfahren sind verschieden. Rejected: Die Adresse steht nicht in der Liste dieses Knotens.",
      "Vergleiche authkey und corosync.conf von {node} mit denen des Knotens, der {from} hat.",
    ],
    why: "Corosync hört nur auf den, der in seiner Liste steht und seinen Schlüssel hat. Wer abgelehnt wird, ist für es tot, und der andere denkt dasselbe.",
    example: "rx: Unable to decrypt packet from 10.90.0.12:5405 (size 80)!",
  },
  "members-missing": {
    title: "{node} sieht nicht alle Mitglieder",
    because: "{node} sieht {count} von {all} Mitgliedern, und {gone} nicht.",
    see: "halab exec {lab} {node} -- corosync-quorumtool -s",
    hints: [
      "Läuft Corosync auf {gone}, und wen sieht es?",
      "Eine Mitgliedschaft aus einem: Schlüssel, Adresse oder Port. Gar keine: Der Dienst läuft nicht.",
      "Vergleiche corosync.conf und authkey beider Seiten, und sieh dir `corosync-cfgtool -s` an.",
    ],
    why: "Alles, was ein Cluster tut, beginnt damit, wer dazugehört. Ein Mitglied, das niemand sieht, hat keine Stimme, bekommt keine Ressourcen und tut womöglich etwas, von dem keiner weiß.",
    example: "Members[1]: 1",
  },
  "link-down": {
    title: "{node} bekommt von {other} auf Link {link} keine Antwort",
    because:
      "Corosync auf {node} schickt {other} seine Pings, und auf Link {link} kommt keiner zurück.",
    see: "halab exec {lab} {node} -- corosync-cfgtool -n",
    hints: [
      "Läuft Corosync auf {other}, und kennt es {node} unter dieser Adresse?",
      "Links werden mit Paketen von Corosync selbst geprüft, über UDP-Port 5405: `tcpdump -n udp port 5405` auf beiden Seiten.",
      "Öffne UDP-Port 5405 zwischen den beiden, und gib beiden Dateien dieselben Adressen und denselben Schlüssel.",
    ],
    why: "Dass ein Rechner auf ein Ping antwortet, sagt nichts über den Port von Corosync. knet fragt an diesem Port und mit diesem Schlüssel: Was dort antwortet, ist ein Mitglied, das man hört.",
    example: "stats.knet.node2.link0.connected (u8) = 0",
  },
};
