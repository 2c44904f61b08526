/** Was die Regeln zu /etc/krb5.conf und /etc/samba/resolv.conf eines Clients sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const clientTexts: Texts = {
  "nameserver-single": {
    title: "Niemand kann sich anmelden, solange ein Controller aus ist",
    because:
      "In {file} von {node} steht ein einziger Nameserver, {server}: solange er aus ist, hat kein Name eine Adresse.",
    see: "halab exec {lab} {node} -- cat /etc/resolv.conf",
    hints: [
      "Wen fragt der Client nach der Adresse eines Controllers, und wer antwortet, während dieser aus ist?",
      "Jeder Controller ist Nameserver der Domäne; schweigt der erste, fragt der Resolver den nächsten.",
      "In {file} gehören `nameserver ADRESSE` der anderen Controller und `options timeout:1`.",
    ],
    why: "Eine Domäne wird über DNS gefunden: die Namen der Controller, und wer von ihnen Tickets ausstellt. Ein zweiter Controller nützt keinem Client, der ihn nicht findet.",
    example: "nameserver 10.86.0.11",
  },
  "kdc-single": {
    title: "Niemand kann sich anmelden, solange ein Controller aus ist",
    because: "{file} von {node} kennt ein KDC ({kdc}), und kein anderes wird gefragt.",
    see: "halab exec {lab} {node} -- env KRB5_TRACE=/dev/stderr kinit Administrator@LAB.TEST",
    hints: [
      "Welche Controller darf dieser Client nach einem Ticket fragen?",
      "Ist in [realms] ein `kdc` genannt, werden nur die genannten gefragt, einer nach dem anderen; ist keiner genannt, sagt DNS, welche es gibt, wenn das nicht verboten ist.",
      "Jeden Controller mit einer Zeile `kdc = HOST` in [realms] nennen, oder keinen und `dns_lookup_kdc = true`.",
    ],
    why: "Jeder Controller stellt Tickets aus, wer sonst auch aus ist. Ein Client, der nur einen nennt, hat daraus einen Single Point of Failure gemacht.",
    example: "LAB.TEST = {\n  kdc = dc1.lab.test\n}",
  },
  "kdc-unknown": {
    title: "Anmeldungen warten auf einen Rechner, der kein Controller ist",
    because: "{file} von {node} nennt das KDC {kdc}, das kein Controller dieser Domäne ist.",
    see: "halab exec {lab} {node} -- env KRB5_TRACE=/dev/stderr kinit Administrator@LAB.TEST",
    hints: [
      "Gibt es jedes KDC, das der Client nennt?",
      "Ein KDC ist ein Controller: mit seinem Namen in der Domäne, oder mit seiner Adresse.",
      "{kdc} in Zeile {line} von {file} berichtigen, oder die Zeile streichen.",
    ],
    why: "Die Bibliothek des MIT fragt die KDCs der Reihe nach und wartet auf jedes, das schweigt, eine Sekunde; gibt es keines von ihnen, meldet sich niemand an.",
    example: "kdc = dc4.lab.test",
  },
  "logon-asks-dns": {
    title: "Eine Anmeldung dauert viele Sekunden, solange ein Controller aus ist",
    because:
      "{file} von {node} nennt seine KDCs und lässt dns_lookup_kdc an: nach jeder Antwort wird DNS gefragt, wer das primäre KDC ist.",
    see: "halab exec {lab} {node} -- env KRB5_TRACE=/dev/stderr kinit Administrator@LAB.TEST",
    hints: [
      "Welche Fragen stellt eine Anmeldung außer denen an ein KDC?",
      "Auf jede Antwort eines KDC, von dem nicht feststeht, dass es das primäre ist, folgen drei Fragen an DNS (URI, zweimal SRV), und jede wartet auf einen Nameserver, der aus ist.",
      "In [libdefaults] von {file} gehört `dns_lookup_kdc = false`; `udp_preference_limit = 1` spart noch einen Austausch.",
    ],
    why: "Die Bibliothek des MIT sucht das primäre KDC, falls ein Passwort eben erst geändert wurde. Solange alles läuft, kostet das eine Millisekunde; ist der erste Nameserver aus, jedes Mal eine Sekunde.",
    example: "[libdefaults]\n  default_realm = LAB.TEST\n# nichts von dns_lookup_kdc: true",
  },
  "krb5-malformed": {
    title: "Niemand kann sich anmelden",
    because: "Zeile {line} in {file} von {node} versteht Kerberos nicht: {text}",
    see: "halab exec {lab} {node} -- kinit Administrator@LAB.TEST",
    hints: [
      "Was sagt `kinit` auf dem Client?",
      "Ein Abschnitt ist `[NAME]`, eine Angabe ist `NAME = WERT`, und was zu einem Realm gehört, steht zwischen `{` am Zeilenende und `}` allein in einer Zeile.",
      "Zeile {line} von {file} berichtigen.",
    ],
    why: "Versteht die Bibliothek eine einzige Zeile nicht, lehnt sie die ganze Datei ab.",
    example: "LAB.TEST =\n{\n  kdc = dc1.lab.test\n}",
  },
  "realm-differs": {
    title: "Wer sich ohne Realm anmeldet, ist unbekannt",
    because:
      "{file} von {node} hält {realm} für den Realm, und die Domäne von {other} ist {theirs}.",
    see: "halab exec {lab} {node} -- kinit Administrator",
    hints: [
      "Zu welchem Realm gehört eine Anmeldung, die keinen nennt?",
      "Ein Realm ist der Name der Domäne in Großbuchstaben, und auf die kommt es an.",
      "In Zeile {line} von {file} gehört `default_realm = {theirs}`.",
    ],
    why: "Namen von Realms werden Buchstabe für Buchstabe verglichen: lab.test ist ein anderer Realm als LAB.TEST, und kein KDC weiß etwas von ihm.",
    example: "default_realm = lab.test",
  },
};
