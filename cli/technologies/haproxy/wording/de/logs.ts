/** Was die Regeln zum eigenen Protokoll von HAProxy sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const logTexts: Texts = {
  "server-down": {
    title: "HAProxy hat {thing} herausgenommen",
    because: "Die Zustandsprüfung schlug fehl: {said}",
    see: "halab exec {lab} {node} -- sh -c 'echo show servers state | socat - /run/haproxy/admin.sock'",
    hints: [
      "Wonach fragt die Prüfung von {thing}, und was bekommt sie?",
      "Layer4: an dieser Adresse und diesem Port hört niemand zu; Layer7: die Antwort ist nicht die, die die Prüfung will.",
      "Lass die Prüfung fragen, was ein gesunder Server beantwortet (option httpchk, http-check expect), oder richte Adresse und Port der server-Zeile.",
    ],
    why: "Ein Server, den seine Prüfung für tot hält, bekommt nichts, so gesund er auch ist. Ist der letzte draußen, bekommen alle HTTP 503.",
    example: 'Server web/web1 is DOWN, reason: Layer7 wrong status, code: 404, info: "Not Found"',
  },
};
