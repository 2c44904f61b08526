/** What the rules about HAProxy's own log say. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const logTexts: Texts = {
  "server-down": {
    title: "HAProxy hat {thing} herausgenommen",
    because: "Die Zustandsprüfung ist fehlgeschlagen: {said}",
    see: "halab exec {lab} {node} -- sh -c 'echo show servers state | socat - /run/haproxy/admin.sock'",
    hints: [
      "Wonach fragt die Prüfung von {thing}, und was bekommt sie?",
      "Layer4: Unter dieser Adresse und diesem Port lauscht niemand; Layer7: Die Antwort ist nicht die, die die Prüfung erwartet.",
      "Lass die Prüfung nach etwas fragen, das ein gesunder Server beantwortet (option httpchk, http-check expect), oder berichtige Adresse und Port in der Zeile server.",
    ],
    why: "Ein Server, den seine Prüfung für tot hält, bekommt nichts, so gesund er auch ist. Ist auch der letzte herausgenommen, bekommen die Nutzer HTTP 503.",
    example: 'Server web/web1 is DOWN, reason: Layer7 wrong status, code: 404, info: "Not Found"',
  },
};
