/** What the rules about NAT say: the answers pass the director. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const routes = "halab exec {lab} {node} -- ip route";

export const gatewayTexts: Texts = {
  "default-route-not-director": {
    title: "Die Anfragen kommen bei den Real-Servern an, und keine Antwort kommt zurück",
    because:
      "Der Weg der Antworten von {node} an {client} ist: {gateway}. Das ist keine Adresse eines Lastverteilers.",
    see: routes,
    hints: [
      "Welchen Weg nimmt die Antwort von {node} zum Client?",
      "Bei NAT muss der Lastverteiler seine eigene Adresse wieder in die Antwort setzen. Wer muss also das Gateway sein?",
      "Schreibe `ip route replace default via ADDRESS` in {file}, mit der Adresse, die mit dem Dienst wechselt.",
    ],
    why: "IPVS ändert das Ziel der Anfragen, nicht ihren Absender. Die Antwort muss durch denselben Lastverteiler zurück, sonst bekommt der Client sie von einer Adresse, die er nie gefragt hat.",
    example: "ip route replace unreachable default",
  },
  "answers-directly": {
    title: "Die Clients weisen die Antworten zurück, die sie bekommen",
    because:
      "{node} leitet mit NAT weiter, aber die Real-Server sind im selben Netz wie der Client {client} und antworten ihm direkt.",
    see: "halab exec {lab} client -- timeout 5 tcpdump -lni eth0 tcp",
    hints: [
      "Von welcher Adresse kommt die Antwort, und welche hat der Client gefragt?",
      "Nur der Lastverteiler kann seine eigene Adresse wieder in eine Antwort setzen. Welchen Weg nehmen Antworten innerhalb eines Netzes?",
      "Nimm DR, wenn Clients und Real-Server in einem Netz sind; oder sorge dafür, dass Antworten an {client} über den Lastverteiler gehen.",
    ],
    why: "NAT braucht beide Richtungen beim Lastverteiler. Ein Real-Server, der den Client ohne Router erreicht, antwortet in seinem eigenen Namen, und der Client bricht eine Verbindung ab, die er nie begonnen hat.",
    example: "lb_kind NAT\n# Client und Real-Server in einem Subnetz",
  },
  "gateway-is-one-director": {
    title: "Nach einer Übernahme antworten die Real-Server ins Leere",
    because:
      "Das Gateway {gateway} von {node} ist die eigene Adresse von {director}, welcher Lastverteiler auch gerade verteilt.",
    see: routes,
    hints: [
      "{director} stirbt. Welchen Weg nehmen die Antworten dann?",
      "Das Gateway muss dort sein, wo der virtuelle Dienst ist. Was für eine Adresse kann wechseln?",
      "Nimm eine Gateway-Adresse in die VRRP-Instanz der Lastverteiler auf, und schreibe sie in Zeile {line} von {file}.",
    ],
    why: "Die eigene Adresse eines Lastverteilers bleibt bei ihm und fällt mit ihm aus. Die Antworten müssen durch den, der gerade verteilt; also ist auch das Gateway eine virtuelle Adresse.",
    example: "ip route replace default via 10.77.2.11",
  },
  "gateway-stays": {
    title: "Nach einer Übernahme antworten die Real-Server ins Leere",
    because:
      "Das Gateway der Real-Server, {gateway}, ist eine Adresse, die {node} immer hat; VRRP bewegt sie nicht.",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "Wer hat die Adresse des Gateways, wenn {node} die virtuelle abgegeben hat?",
      "Zwei Adressen gehören hier zusammen. Welche Konfiguration bewegt Adressen?",
      "Nimm Zeile {line} aus {file} heraus, und ergänze {gateway} in virtual_ipaddress in der keepalived.conf beider Lastverteiler.",
    ],
    why: "Die Adresse des Dienstes und das Gateway der Real-Server müssen auf demselben Lastverteiler liegen, vor und nach einer Übernahme. Was in rc.local steht, wechselt nie.",
    example: "ip address add 10.77.2.100/24 dev eth1",
  },
  "forwarding-off": {
    title: "Die Real-Server antworten, und die Antworten enden beim Lastverteiler",
    because:
      "net.ipv4.ip_forward ist {value} auf {node}, und der muss die Antworten der Real-Server hinter NAT weiterreichen.",
    see: "halab exec {lab} {node} -- sysctl net.ipv4.ip_forward",
    hints: [
      "Bei {node} kommt eine Antwort an, die für den Client ist. Was tut ein Rechner mit einem Paket, das nicht für ihn ist?",
      "Welche Einstellung des Kernels macht einen Rechner zum Router?",
      "Schreibe `sysctl -w net.ipv4.ip_forward=1` in {file}.",
    ],
    why: "Anfragen sind an die eigene Adresse des Lastverteilers gerichtet, dafür muss er nichts weiterleiten; Antworten sind für den Client. Ein Rechner, der nicht weiterleitet, verwirft sie.",
    example: "sysctl -w net.ipv4.ip_forward=0",
  },
};
