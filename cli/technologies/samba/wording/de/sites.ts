/** Was die Regeln zu /etc/samba/sites.ldif sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const links = "halab exec {lab} {node} -- samba-tool drs showrepl";

export const siteTexts: Texts = {
  "site-unknown": {
    title: "dc1 startet nicht, oder ein Standort bleibt ohne Wirkung",
    because: "{file} von {node} nennt den Standort {site}, den nichts anlegt.",
    see: "halab exec {lab} {node} -- samba-tool sites list",
    hints: [
      "Gibt es jeden Standort, den die Datei nennt?",
      "Es gibt Default-First-Site-Name, und was die Datei anlegt (objectClass: site), unter genau diesem Namen.",
      "Den Standort {site} anlegen, oder seinen Namen in Zeile {line} von {file} berichtigen.",
    ],
    why: "siteObject und siteList verweisen auf Objekte. Ein Verweis ins Leere wird abgelehnt, und mit ihm die Datei.",
    example: "siteObject: CN=Brunch,CN=Sites,CN=Configuration,DC=lab,DC=test",
  },
  "site-unlinked": {
    title: "Die Zweigstelle erfährt nichts, und niemand erfährt von ihr",
    because:
      "{file} von {node} legt den Standort {site} an, und keine Standortverknüpfung hat ihn.",
    see: links,
    hints: [
      "Auf welchem Weg kommt eine Änderung von einem Standort zum anderen?",
      "Zwischen Standorten legt der KCC Verbindungen nur an, wo eine Standortverknüpfung (site link) beide hat.",
      "Bei DEFAULTIPSITELINK `siteList: CN={site},CN=Sites,CN=Configuration,...` hinzufügen (changetype: modify, add: siteList).",
    ],
    why: "Ein Standort ohne Verknüpfung ist eine Insel: seine Controller nehmen Änderungen an und stellen Tickets aus, und was dort geändert wird, bleibt dort.",
    example:
      "dn: CN=Branch,CN=Sites,CN=Configuration,DC=lab,DC=test\nchangetype: add\nobjectClass: site",
  },
  "site-empty": {
    title: "Der Controller der Zweigstelle ist im Standort der Zentrale",
    because:
      "Nach {file} von {node} gehört keines Controllers Adresse zum Standort {site} (sein Subnetz: {subnet}).",
    see: "halab exec {lab} {node} -- samba-tool sites subnet list {site}",
    hints: [
      "Woher weiß ein Controller, der beitritt, in welchem Standort er ist?",
      "Durch seine Adresse: er kommt in den Standort des längsten Subnetzes, das sie hat, sonst in den ersten.",
      "Für die Adressen der Zweigstelle ein Subnetz anlegen, dessen siteObject der Standort {site} ist.",
    ],
    why: "Standorte handeln von Adressen. Wo kein Subnetz etwas sagt, sind alle im ersten Standort, und Clients der Zweigstelle werden irgendwohin geschickt.",
    example: "siteObject: CN=Default-First-Site-Name,CN=Sites,CN=Configuration,DC=lab,DC=test",
  },
};
