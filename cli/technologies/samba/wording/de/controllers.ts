/** Was die Regeln zu /etc/samba/smb.conf sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const testparm = "halab exec {lab} {node} -- testparm -s";

export const controllerTexts: Texts = {
  "domain-differs": {
    title: "Ein Controller startet nicht, denn er sucht eine andere Domäne",
    because: "{node} hat {name} {value}, {other} hat {theirs}.",
    see: testparm,
    hints: [
      "Zu welcher Domäne gehört jeder Controller?",
      "`realm` und `workgroup` sind die zwei Namen einer Domäne: auf allen ihren Controllern dieselben.",
      "In Zeile {line} von {file} auf {node} gehört `{name} = {theirs}`.",
    ],
    why: "Ein Controller tritt der Domäne bei, die seine eigene Datei nennt. Hat die niemand, gibt es nichts, dem er beitreten könnte.",
    example: "dc1: realm = LAB.TEST\ndc2: realm = LAB.LOCAL",
  },
  "smb-malformed": {
    title: "Eine Einstellung wirkt nicht, und nichts sagt, warum",
    because: "Zeile {line} in {file} von {node} versteht Samba nicht und übergeht sie: {text}",
    see: testparm,
    hints: [
      "Welche deiner Einstellungen zeigt `testparm -s`?",
      "Eine Zeile ist `[ABSCHNITT]` oder `NAME = WERT`; was keines davon ist, wird wortlos übergangen.",
      "Zeile {line} von {file} berichtigen.",
    ],
    why: "Was gesetzt werden sollte, ist dann, was Samba von sich aus nimmt: eine andere Arbeitsgruppe, ein Intervall von Minuten.",
    example: "workgroup LAB",
  },
  "names-alike": {
    title: "Ein Controller nimmt einem anderen den Platz",
    because: "{node} heißt im Verzeichnis {name}, und {other} auch.",
    see: testparm,
    hints: [
      "Wie heißt jeder Controller im Verzeichnis?",
      "Ein Controller heißt wie sein Rechner, wenn `netbios name` nichts anderes sagt; unter diesem Namen hat er sein Konto.",
      "Zeile {line} aus {file} streichen.",
    ],
    why: "Wer einer Domäne beitritt, löscht das Konto, das seinen Namen hat, denn es könnte sein eigenes von früher sein. Der andere Controller ist dann keiner mehr, und niemand sagt es ihm.",
    example: "dc2: netbios name = DC1",
  },
  "service-missing": {
    title: "Einem Controller fehlt ein Teil dessen, wozu er da ist",
    because: "In `server services` von {node} fehlt {missing}.",
    see: "halab exec {lab} {node} -- samba-tool processes",
    hints: [
      "Welche Aufgaben von Samba laufen auf diesem Controller?",
      "drepl repliziert, kcc berechnet, mit wem, kdc stellt Tickets aus, ldap, cldap und rpc antworten, dns und dnsupdate haben die Namen.",
      "In Zeile {line} von {file} gehört noch {missing}.",
    ],
    why: "Eine eigene Liste ersetzt die von Samba: was sie nicht nennt, wird nicht gestartet, und nichts sagt es.",
    example: "server services = rpc, ldap, cldap, kdc, kcc, dns",
  },
  "notify-slow": {
    title: "Änderungen kommen spät",
    because:
      "{node} sucht alle {seconds} s nach Änderungen, die seinen Partnern fehlen, und länger als {limit} s darf keine brauchen.",
    see: testparm,
    hints: [
      "Wann sagt ein Controller seinen Partnern, dass sich etwas geändert hat?",
      "Nicht in dem Augenblick: er sucht alle `dreplsrv:notify_interval` Sekunden, und eine Änderung braucht vielleicht zwei Schritte von Partner zu Partner.",
      "In {file} aller Controller gehört `dreplsrv:notify_interval = 1`.",
    ],
    why: "Eine Änderung wartet bis zum nächsten Suchen, im Mittel ein halbes Intervall und im schlechtesten Fall ein ganzes, bei jedem Schritt ihres Wegs.",
    example: "dreplsrv:notify_interval = 30",
  },
  "pull-slow": {
    title: "Eine Änderung kommt lange nicht bei einem Controller an, der eben erst beigetreten ist",
    because:
      "{node} holt ungefragt alle {seconds} s, und bevor er das einmal getan hat, sagt ihm niemand Bescheid; so lange, {limit} s, wartet die Übung.",
    see: "halab exec {lab} {node} -- samba-tool drs showrepl",
    hints: [
      "Wie kommt ein Controller zu denen, welchen ein Partner seine Änderungen meldet?",
      "Er sagt es dem Partner jedes Mal, wenn er holt, und von einem, der später beitrat, holt er zum ersten Mal ungefragt: alle `dreplsrv:periodic_interval` Sekunden.",
      "In {file} aller Controller gehört `dreplsrv:periodic_interval = 10`.",
    ],
    why: "Ein Partner führt eine Liste derer, denen er Bescheid sagt (repsTo). Wer holt, wird eingetragen; wer noch nie geholt hat, oder wessen Eintrag weg ist, erfährt nichts.",
    example: "# nichts: 300 s",
  },
  "kcc-slow": {
    title: "Ein Controller ohne Partner bleibt es minutenlang",
    because:
      "{node} berechnet seine Topologie alle {seconds} s, und länger als {limit} s darf es nicht dauern.",
    see: testparm,
    hints: [
      "Wer legt eine gelöschte Verbindung wieder an, und wann?",
      "Der KCC, bei seinem nächsten Lauf: alle `kccsrv:periodic_interval` Sekunden.",
      "In {file} aller Controller gehört `kccsrv:periodic_interval = 15`.",
    ],
    why: "Niemand weckt den KCC, wenn eine Verbindung weg ist. Bis dahin holt ein Controller nur von denen, die er noch kennt.",
    example: "# nichts: 300 s",
  },
  "log-quiet": {
    title: "In keinem Protokoll steht, dass ein Objekt umbenannt wurde",
    because:
      "{node} protokolliert die Replikation auf Stufe {level}; was Samba mit einem Konflikt macht, sagt es auf Stufe 2.",
    see: "halab exec {lab} {node} -- grep 'Resolving conflict' /var/log/samba/log.samba",
    hints: [
      "Wo würde ein Administrator sehen, dass zwei Objekte einen Namen hatten?",
      "Sambas Protokoll hat Klassen mit eigenen Stufen; die der Replikation heißt `drs_repl`.",
      "In {file} gehört `log level = 1 drs_repl:2`.",
    ],
    why: "Ein Konflikt ist kein Fehler: die Replikation löst ihn und macht weiter. Wer im Verzeichnis nicht nach CNF sucht, findet ihn nur im Protokoll.",
    example: "log level = 1",
  },
  "plain-passwords": {
    title: "Passwörter gehen im Klartext durch das Netz",
    because: "{node} nimmt Simple Binds ohne TLS an (Zeile {line} von {file}).",
    see: testparm,
    hints: [
      "Was schickt ein Client, der sich mit einem Passwort bindet?",
      "Ohne TLS lehnt Samba einen Simple Bind ab, wenn ihm nichts anderes gesagt wird.",
      "Zeile {line} aus {file} streichen; Clients benutzen ldaps.",
    ],
    why: "In einem Simple Bind von LDAP steht das Passwort. Ohne TLS liest es jeder auf dem Weg.",
    example: "ldap server require strong auth = no",
  },
};
