/** What the rules about health checks say. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const table = "halab exec {lab} {node} -- ipvsadm -Ln";

export const checkTexts: Texts = {
  "check-port-closed": {
    title: "Kein Real-Server wird je benutzt",
    because: "Die Zustandsprüfung in Zeile {line} fragt Port {port}, und dort lauscht niemand.",
    see: table,
    hints: [
      "Was fragt die Zustandsprüfung, und wer antwortet dort?",
      "Lauschen die Real-Server auf dem Port der Prüfung (connect_port)?",
      "Nimm `connect_port {port}` aus {file} heraus; dann fragt die Prüfung den Port des Real-Servers.",
    ],
    why: "Eine abgelehnte Prüfung sieht aus wie ein toter Server: keepalived nimmt den Server heraus oder nie hinein. Der Dienst selbst kann dabei ganz gesund sein.",
    example: "TCP_CHECK {\n  connect_port 8080\n}",
  },
  "check-asks-another": {
    title: "Ein toter Webserver bekommt weiter Anfragen",
    because:
      "Die Zustandsprüfung fragt Port {port}, dort antwortet {other}; die Nutzer bedient aber {serves}.",
    see: table,
    hints: [
      "{serves} stirbt. Merkt die Prüfung das?",
      "Wen fragt die Prüfung, und wer bedient die Nutzer?",
      "Lass die Prüfung in Zeile {line} von {file} den Port des Real-Servers fragen: ohne `connect_port {port}`.",
    ],
    why: "Eine Prüfung sagt etwas über das, was sie fragt, und über nichts anderes. Ein anderes Programm auf demselben Rechner lebt weiter, wenn das tot ist, das die Nutzer brauchen.",
    example: "real_server 10.81.0.21 80 {\n  TCP_CHECK {\n    connect_port 7000",
  },
  "no-checks": {
    title: "Ein toter Real-Server bekommt weiter Verbindungen",
    because: "Der Real-Server in Zeile {line}, vom Dienst {service}, hat keine Zustandsprüfung.",
    see: table,
    hints: [
      "Wer merkt, dass ein Real-Server tot ist?",
      "Für den Kernel ist ein Real-Server eine Adresse. keepalived fragt ihn, wenn man ihm sagt, wie.",
      "Ergänze beim Real-Server in {file} einen Block TCP_CHECK oder HTTP_GET.",
    ],
    why: "IPVS prüft nichts, und ein Real-Server ohne Prüfung gilt immer als lebendig. Solange er tot ist, scheitert sein Anteil der Verbindungen.",
    example: "real_server 10.77.2.21 80 {\n  weight 1\n}",
  },
  "patient-checks": {
    title: "Die Nutzer warten zu lange, bis ein toter Server herausgenommen wird",
    because:
      "Es vergehen bis zu {worst} s (delay_loop {delay}, retry {retries}, delay_before_retry {pause}, connect_timeout {timeout}); die Nutzer ertragen {limit} s.",
    see: "halab logs {lab} {node}",
    hints: [
      "Rechne zusammen: Wie lange kann es vom Tod eines Servers dauern, bis er herausgenommen ist?",
      "Höchstens delay_loop + retry * delay_before_retry, dazu (retry + 1) * connect_timeout, wenn der Server schweigt.",
      "Mach retry, delay_before_retry oder delay_loop in {file} kleiner, bis die Summe deutlich unter {limit} s liegt.",
    ],
    why: "Bis die Prüfungen einen Server aufgegeben haben, scheitert sein Anteil der Anfragen. Mehr Versuche schonen einen langsamen Server, und die Nutzer eines toten bezahlen dafür.",
    example: "delay_loop 2\nconnect_timeout 1\nretry 10\ndelay_before_retry 3",
  },
  "server-removed": {
    title: "keepalived hat {server} aus dem Dienst genommen",
    because: "Die Zustandsprüfung ist fehlgeschlagen: {said}",
    see: "halab exec {lab} {node} -- ipvsadm -Ln",
    hints: [
      "Wonach fragt die Zustandsprüfung bei {server}, und was bekommt sie?",
      "Frage dasselbe auf {node} von Hand, mit curl oder nc: dieselbe Adresse, derselbe Port, derselbe Pfad.",
      "Lass die Prüfung nach etwas fragen, das ein gesunder Server beantwortet, oder behebe, was der Server antwortet.",
    ],
    why: "Ein Server, den seine Prüfung für tot hält, bekommt nichts, so gesund er auch ist. Was die Prüfung gesehen hat, steht im Log.",
    example: "HTTP_GET {\n  url {\n    path /health\n    status_code 200\n  }\n}",
  },
};
