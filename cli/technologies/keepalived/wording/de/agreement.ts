import type { Texts } from "../../../../core/kinds/rule.ts";

const tcpdump = "halab exec {lab} {node} -- tcpdump -vlni any -c 4 proto 112";
const log = "halab logs {lab} {node}";

/** What routers of one virtual router have to have in common. */
export const agreementTexts: Texts = {
  "vrid-differs": {
    title: "Beide Lastverteiler haben {address}",
    because:
      "{node} gehört zum virtuellen Router {vrid}, {other} zum virtuellen Router {otherVrid}; deshalb hört keiner auf den anderen",
    see: tcpdump,
    hints: [
      "Woran erkennt ein Lastverteiler, welche Adverts für ihn bestimmt sind?",
      "Vergleiche virtual_router_id auf {node} und {other}.",
      "Schreibe auf beiden dieselbe virtual_router_id: {vrid} oder {otherVrid}.",
    ],
    why: "Die Router-ID sagt, welche Adverts zusammengehören. Ein Router mit einer anderen ID verwirft sie, ohne dass sein Log ein Wort davon sagt, hört niemanden und wird Master. Kein Log verrät es, nur die Adverts selbst.",
    example: "virtual_router_id 51   # lb1\nvirtual_router_id 99   # lb2",
  },
  "segment-differs": {
    title: "Beide Lastverteiler haben {address}",
    because:
      "{node} sendet seine Adverts auf {device} (Segment {segment}), {other} auf {otherDevice} (Segment {otherSegment}); so hört keiner den anderen",
    see: tcpdump,
    hints: [
      "Auf welches Kabel sendet jeder Lastverteiler seine Adverts?",
      "Vergleiche `interface` auf {node} und {other} und sieh nach, in welchem Segment die Schnittstellen liegen.",
      "Gib beiden Instanzen die Schnittstelle im selben Segment.",
    ],
    why: "Adverts sind Multicast mit TTL 255 und verlassen ihr Segment nie. Zwei Router, die in verschiedenen Segmenten sprechen, sind jeder für sich allein.",
    example: "interface eth0   # d1\ninterface eth1   # d2",
  },
  "version-differs": {
    title: "Beide Lastverteiler sind Master",
    because: "{node} spricht VRRP Version {version}, {other} Version {otherVersion}",
    see: tcpdump,
    hints: [
      "Welche VRRP-Version haben die Adverts der beiden Lastverteiler?",
      "Vergleiche auf {node} und {other} vrrp_version in global_defs und version in der Instanz.",
      "Stelle auf beiden dieselbe Version ein.",
    ],
    why: "Die beiden Versionen haben verschiedene Pakete; ein Router verwirft Adverts einer anderen Version als seiner eigenen. Jeder hört niemanden, und beide sind Master.",
    example: "vrrp_version 2   # lb1\nvrrp_version 3   # lb2",
  },
  "address-lists-differ": {
    title: "{node} und {other} bewegen nicht dieselben Adressen",
    because:
      "der virtuelle Router {vrid} hat auf {node} {list}, auf {other} dagegen {otherList}; deshalb verwirft jeder die Adverts des anderen",
    see: log,
    hints: [
      "Welche Adressen nennt jeder Lastverteiler in seinen Adverts?",
      "Vergleiche die Listen virtual_ipaddress von {node} und {other}, Adresse für Adresse.",
      "Schreibe in beide Listen dieselben Adressen; welche das sind, zeigen die Messungen der Übung.",
    ],
    why: "keepalived vergleicht die Adressen eines Adverts mit seiner eigenen Liste und verwirft das Paket, wenn sie sich unterscheiden („ip address associated with VRID ... not present in MASTER advert“, „expected n VIPs but received m“). So werden beide Master, und nach einer Übernahme ist die richtige Adresse vielleicht nirgends.",
    example:
      "virtual_ipaddress { 10.0.0.100/24 }   # lb1\nvirtual_ipaddress { 10.0.0.101/24 }   # lb2",
  },
  "advert-differs": {
    title: "Beide Lastverteiler sind Master",
    because:
      "{node} sendet alle {advert} s ein Advert, {other} alle {otherAdvert} s; VRRP Version 2 verwirft Adverts mit einem anderen Intervall",
    see: log,
    hints: [
      "Wie oft sendet jeder Lastverteiler ein Advert?",
      "Vergleiche advert_int auf {node} und {other}. Welche VRRP-Version sprechen sie?",
      "Schreibe auf beiden dasselbe advert_int.",
    ],
    why: "In Version 2 muss das Intervall überall gleich sein; ein Advert mit einem anderen wird verworfen („advertisement interval mismatch“). In Version 3 übernimmt ein Backup das Intervall seines Masters.",
    example: "advert_int 2   # lb1\nadvert_int 1   # lb2",
  },
  "auth-differs": {
    title: "Beide Lastverteiler sind Master",
    because: "die Authentifizierung von {node}: {auth}; die von {other}: {otherAuth}",
    see: log,
    hints: [
      "Was sagt das Log über die Adverts, die ankommen?",
      "Vergleiche auth_type und auth_pass auf {node} und {other}. Es zählen nur die ersten 8 Zeichen.",
      "Schreibe auf beiden denselben Block authentication oder auf keinem.",
    ],
    why: "Ein Advert mit einem anderen Passwort oder einer anderen Art der Authentifizierung wird verworfen („received an invalid passwd“, „Invalid auth type“). Das Passwort reist im Klartext; es schützt vor Versehen, nicht vor Angreifern.",
    example: "auth_pass one-word   # lb1\nauth_pass another    # lb2",
  },
  "auth-too-long": {
    title: "Vom VRRP-Passwort auf {node} zählt nur ein Teil",
    because: "auth_pass hat {length} Zeichen, gesendet werden davon {most}: „{sent}“",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Wie viele Bytes hat ein Advert für das Passwort?",
      "Es steht in keepalived.conf(5) bei auth_pass.",
      "Nimm höchstens {most} Zeichen.",
    ],
    why: "Das Feld im Paket hat 8 Bytes. keepalived schneidet den Rest ab und meldet „Truncating auth_pass“; zwei lange Passwörter mit gleichem Anfang sind also dasselbe.",
    example: "auth_pass a-very-long-password",
  },
};
