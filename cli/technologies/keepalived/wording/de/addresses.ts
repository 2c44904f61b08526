import type { Texts } from "../../../../core/kinds/rule.ts";

const show = "halab exec {lab} {node} -- ip -brief address";

/** Interfaces and addresses. */
export const addressTexts: Texts = {
  "instance-incomplete": {
    title: "{node} nimmt an VRRP nicht teil",
    because: "die Instanz {name} braucht {keyword}; angegeben ist: {instead}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Kennt keepalived auf {node} die Instanz {name} überhaupt?",
      "Eine Instanz braucht ihre Schnittstelle und ihre Router-ID (1 bis 255); alles andere hat einen Standardwert.",
      "Gib der Instanz {name} die Zeile {keyword} mit einem Wert, den keepalived annimmt.",
    ],
    why: "Ohne Schnittstelle oder Router-ID lässt keepalived die ganze Instanz weg und meldet das nur einmal, beim Start.",
    example: "vrrp_instance site {\n  interface eth0\n}",
  },
  "interface-unknown": {
    title: "keepalived auf {node} nennt eine Schnittstelle, die es dort nicht gibt",
    because: "die Instanz {name} nennt {device}, aber {node} hat {devices}",
    see: "halab exec {lab} {node} -- ip -brief link",
    hints: [
      "Welche Schnittstellen hat {node}?",
      "Namen wie ens33 oder enp0s3 stammen von einem fremden Rechner.",
      "Schreibe in Zeile {line} von {file} statt {device} den richtigen Namen: {devices} (die Schnittstelle im richtigen Segment).",
    ],
    why: "Eine Schnittstelle, die es nicht gibt, hat keine Adresse und kein Kabel; keepalived meldet „interface ... doesn't exist“ und betreibt die Instanz nicht.",
    example: "interface ens33",
  },
  "asked-address-missing": {
    title: "Niemand bewegt {address}",
    because:
      "diese Übung beobachtet {address} im Segment {segment}, aber keepalived auf {nodes} bewegt {list}",
    see: show,
    hints: [
      "Welche Adresse benutzen die Clients dieser Übung, und wer bewegt sie?",
      "Suche {address} in den Listen virtual_ipaddress von {nodes}.",
      "Schreibe {address} in virtual_ipaddress, auf allen Lastverteilern gleich.",
    ],
    why: "keepalived bewegt, was in seiner Liste steht, und sonst nichts. Eine Adresse, die ein Knoten auf anderem Weg bekommen hat, fällt mit ihm aus.",
    example: "virtual_ipaddress {\n    192.168.1.100/24\n}",
  },
  "address-not-in-subnet": {
    title: "Eine virtuelle Adresse von {node} liegt im falschen Netz",
    because: "{address} liegt auf {device} mit dem Netz {subnet}; ihr richtiges Netz: {home}",
    see: show,
    hints: [
      "Wer ist Nachbar von {address}, und an welchem Kabel?",
      "Vergleiche die Adresse mit dem Netz der Schnittstelle. `dev` sagt, wohin sie kommt; ohne `dev` ist es die Schnittstelle der Instanz.",
      "Berichtige {address} in Zeile {line} von {file} oder das `dev` dahinter.",
    ],
    why: "Nachbarn finden eine Adresse per ARP in ihrem eigenen Segment. An einer anderen Schnittstelle fragt niemand nach ihr, und das Gratuitous ARP einer Übernahme geht ins falsche Segment.",
    example: "virtual_ipaddress {\n    10.77.2.100/24 dev eth0\n}",
  },
  "prefix-missing": {
    title: "Die virtuelle Adresse hat kein Präfix",
    because: "{address} steht ohne Präfix da, ist also eine /32; ihr Netz hat /{prefix}",
    see: show,
    hints: [
      "Welches Präfix hat die Adresse, wenn sie auf der Schnittstelle liegt?",
      "Ohne Präfix nimmt keepalived /32. Das funktioniert, denn das Netz kommt von der eigenen Adresse des Knotens.",
      "Schreibe {address}/{prefix}, wenn sie wie die anderen Adressen aussehen soll.",
    ],
    why: "Eine /32 ist eine Adresse ohne Netz. Das schadet nicht, solange der Knoten eine eigene Adresse in diesem Netz hat, und mancher will es so; wer es nicht wollte, wundert sich.",
    example: "virtual_ipaddress {\n    10.0.0.100\n}",
  },
  "prefix-too-wide": {
    title: "{node} hält fremde Netze für seine Nachbarn",
    because: "{address} hat das Präfix /{prefix}, das Netz an dieser Schnittstelle aber /{right}",
    see: "halab exec {lab} {node} -- ip route",
    hints: [
      "Welche Route bekommt {node} zusammen mit {address}?",
      "Eine Adresse bringt eine Route zu ihrem ganzen Netz mit, und wie groß das ist, sagt das Präfix.",
      "Schreibe {address}/{right}.",
    ],
    why: "Ist das Präfix zu kurz, sucht der Kernel Rechner aus anderen Netzen per ARP an diesem Kabel, und dort antworten sie nicht. Es fällt erst auf, wenn jemand aus einem dieser Netze beteiligt ist.",
    example: "virtual_ipaddress {\n    10.0.0.100/16   # in einem /24\n}",
  },
};
