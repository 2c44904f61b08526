/** What the rules about DR and TUN say: the real servers have the virtual address. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const addresses = "halab exec {lab} {node} -- ip -brief address";

export const forwardingTexts: Texts = {
  "wrong-method": {
    title: "Die Anfragen kommen bei den Real-Servern an, und keine Antwort kommt zurück",
    because:
      "{node} leitet mit {method} weiter, die Real-Server sind aber für {fitting} eingerichtet.",
    see: "halab exec {lab} {node} -- ipvsadm -Ln",
    hints: [
      "Verfolge ein Paket: Was ändert der Lastverteiler daran, und nimmt der Real-Server an, was ankommt?",
      "NAT ändert die Adresse und muss die Antwort wiedersehen; DR und TUN brauchen die virtuelle Adresse auf dem Real-Server, DR dazu ein gemeinsames Segment.",
      "Schreibe {fitting} als lb_kind der Dienste in {file}, oder richte die Real-Server für {method} ein.",
    ],
    why: "Die Weiterleitungsart ist eine Vereinbarung zwischen Lastverteilern und Real-Servern. NAT schreibt Adressen um, also müssen die Antworten durch den Lastverteiler. DR ändert nur die MAC-Adresse, TUN packt das Paket in ein anderes: Bei beiden muss der Real-Server die virtuelle Adresse haben und antwortet direkt.",
    example: "lb_kind DR\n# die Real-Server liegen hinter einem Router",
  },
  "address-missing": {
    title: "Ein Real-Server bekommt Verbindungen und beantwortet keine",
    because: "Bei {method} kommen die Pakete für {vip} an, und diese Adresse hat {node} nicht.",
    see: addresses,
    hints: [
      "Für welche Adresse sind die Pakete, die bei {node} ankommen?",
      "Der Lastverteiler ändert diese Adresse nicht, und ein Rechner verwirft, was für keine seiner eigenen ist.",
      "Ergänze {vip}/32 in {file}: auf lo, oder bei Tunneln auf tunl0.",
    ],
    why: "Bei Direct Routing und Tunneln trägt das Paket noch die virtuelle Adresse, wenn es beim Real-Server ankommt. Nur ein Rechner, der die Adresse hat, nimmt es an und kann in ihrem Namen antworten.",
    example: "#!/bin/sh\nsysctl -w net.ipv4.conf.all.arp_ignore=1\n# und kein `ip address add`",
  },
  "answers-arp": {
    title: "Es geht, geht nicht, geht wieder; oder ein Real-Server bekommt alles",
    because:
      "{node} hat {vip} und beantwortet ARP dafür auf {device}: arp_ignore ist für all und für {device} 0.",
    see: "halab exec {lab} client -- arping -c 2 -I eth0 {vip}",
    hints: [
      "Mehrere Knoten haben {vip}. Wer von ihnen darf das sagen?",
      "Linux beantwortet ARP für jede Adresse, die es hat, auf jeder Schnittstelle. Mit welcher Einstellung antwortet es nur für die Adressen der gefragten Schnittstelle?",
      "Schreibe `sysctl -w net.ipv4.conf.all.arp_ignore=1` in {file}, vor die Zeile, die die Adresse vergibt.",
    ],
    why: "Wer ARP am schnellsten beantwortet, bekommt alle Pakete dieses Clients. Ist es ein Real-Server, wird nichts mehr verteilt, und wenn er stirbt, übernimmt niemand.",
    example: "ip address add 10.81.0.100/32 dev lo\n# kein arp_ignore",
  },
  "address-on-card": {
    title: "Es geht, geht nicht, geht wieder; oder ein Real-Server bekommt alles",
    because:
      "{node} hat {vip} auf {device} selbst, und mit arp_ignore 1 beantwortet er ARP dort für alle Adressen von {device}.",
    see: "halab exec {lab} client -- arping -c 2 -I eth0 {vip}",
    hints: [
      "Mehrere Knoten haben {vip}. Wer von ihnen darf das sagen?",
      "arp_ignore 1 verschweigt die Adressen anderer Schnittstellen. Auf welcher liegt {vip}?",
      "Lege die Adresse auf lo: `ip address add {vip}/32 dev lo` in Zeile {line} von {file}.",
    ],
    why: "Wer ARP am schnellsten beantwortet, bekommt alle Pakete dieses Clients. Die Einstellung verbirgt nur, was auf einer anderen Schnittstelle liegt als der gefragten.",
    example: "sysctl -w net.ipv4.conf.all.arp_ignore=1\nip address add 10.81.0.100/32 dev eth0",
  },
  "announces-address": {
    title: "Nach einer Weile gehen die Pakete eines Clients an einen einzigen Real-Server",
    because:
      "{node} hat {vip}, und mit arp_announce {level} auf {device} nennen seine eigenen ARP-Fragen diese Adresse als Absender.",
    see: "halab exec {lab} client -- timeout 5 tcpdump -leni eth0 arp and host {vip}",
    hints: [
      "Welche Adresse steht in einer Frage, die {node} stellt, bevor er einem Client antwortet?",
      "Wer eine ARP-Frage hört, lernt Adresse und MAC-Adresse des Fragenden. An Fragen ändert arp_ignore nichts.",
      "Schreibe `sysctl -w net.ipv4.conf.all.arp_announce=2` in {file}, vor die Zeile, die die Adresse vergibt.",
    ],
    why: "Die Antwort an den Client hat die virtuelle Adresse als Absender, und ohne diese Einstellung fragt der Kernel im Namen dieser Adresse nach der MAC-Adresse des Clients. Der Client glaubt dann, die Adresse wohne beim Real-Server.",
    example: "sysctl -w net.ipv4.conf.all.arp_ignore=1\nip address add 10.81.0.100/32 dev lo",
  },
  "address-takes-network": {
    title: "Die Real-Server bekommen die Pakete, und die Antwort verlässt sie nie",
    because:
      "{vip}/{prefix} auf lo macht alle Adressen dieses Netzes zu eigenen Adressen von {node}, auch die des Clients: {client}.",
    see: "halab exec {lab} {node} -- ip route get {client}",
    hints: [
      "Wohin schickt {node} ein Paket für {client}?",
      "Auf lo ist jede Adresse, die das Präfix umfasst, lokal. Wie viele sollen es sein?",
      "Schreibe {vip}/32 in Zeile {line} von {file}.",
    ],
    why: "Eine Adresse auf der Loopback-Schnittstelle bringt ihr ganzes Präfix mit: Der Kernel hält alles darin für sich selbst. Die Antwort an einen Client aus diesem Netz geht an den Server selbst.",
    example: "ip address add 10.81.0.100/24 dev lo",
  },
  "tunnel-down": {
    title: "Ein Real-Server bekommt Verbindungen und beantwortet keine",
    because:
      "Der Lastverteiler packt die Pakete für {node} in IP-in-IP, aber tunl0 ist dort nicht aktiv (up).",
    see: "halab exec {lab} {node} -- ip -brief link show tunl0",
    hints: [
      "Was kommt bei {node} an: Welches Protokoll steht im äußeren Header?",
      "Wer packt ein IP-in-IP-Paket aus, und in welchem Zustand muss dieses Gerät sein?",
      "Schreibe `ip link set dev tunl0 up` in {file}.",
    ],
    why: "Ein Gerät, das nicht aktiv ist, packt nichts aus: Die Pakete des Tunnels werden stillschweigend verworfen. Die Zustandsprüfungen nehmen einen anderen Weg, darum hält der Lastverteiler den Server für gesund.",
    example: "ip address add 10.82.1.100/32 dev tunl0\nip link set dev tunl0 down",
  },
  "strict-filter": {
    title: "Die Pakete kommen aus dem Tunnel, und niemand antwortet",
    because:
      "rp_filter ist auf {node} {all} für all und {own} für tunl0, also streng: Er verwirft, was aus tunl0 kommt und dessen Absender über ein anderes Gerät erreicht wird.",
    see: "halab exec {lab} {node} -- nstat -az IpReversePathFilter",
    hints: [
      "Über welches Gerät kommt das Paket eines Clients auf {node} herein, und über welches geht die Antwort hinaus?",
      "Der Reverse-Path-Filter vergleicht die beiden. Es zählt der größere Wert: der von `all` oder der des Geräts.",
      "Schreibe `sysctl -w net.ipv4.conf.tunl0.rp_filter=2` (locker) in {file}; oder 0 für beide.",
    ],
    why: "Ein strenger Reverse-Path-Filter verwirft Pakete, deren Absender über ein anderes Gerät Antwort bekäme. Bei Tunneln ist das immer so: herein durch tunl0, hinaus durch die Netzwerkkarte.",
    example: "ip link set dev tunl0 up\n# net.ipv4.conf.all.rp_filter ist 1",
  },
  "port-cannot-change": {
    title: "Verbindungen zu diesem Dienst werden abgelehnt",
    because:
      "Bei {method} bleibt es beim Port {service}, für den Real-Server ist aber Port {port} angegeben.",
    see: "halab exec {lab} {node} -- ipvsadm -Ln",
    hints: [
      "Wer würde den Port im Paket ändern?",
      "Nur NAT schreibt Pakete um. DR und TUN reichen sie weiter, wie sie sind.",
      "Gib dem Real-Server in Zeile {line} von {file} den Port {service}, wie ihn der Dienst hat.",
    ],
    why: "Bei Direct Routing und Tunneln lässt der Lastverteiler das Paket, wie es ist. Ein Real-Server, der auf einem anderen Port lauscht, bekommt die Verbindung nie zu sehen.",
    example: "virtual_server 10.81.0.100 80 {\n  lb_kind DR\n  real_server 10.81.0.21 8080 {",
  },
};
