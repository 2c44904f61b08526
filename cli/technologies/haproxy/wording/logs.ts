/** What the rules about HAProxy's own log say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const logTexts: Texts = {
  "server-down": {
    title: "HAProxy has taken {thing} out",
    because: "Its health check failed: {said}",
    see: "halab exec {lab} {node} -- sh -c 'echo show servers state | socat - /run/haproxy/admin.sock'",
    hints: [
      "What does the check of {thing} ask for, and what does it get?",
      "Layer4: nobody listens at this address and port; Layer7: the answer is not the one that the check wants.",
      "Let the check ask for what a healthy server answers (option httpchk, http-check expect), or mend address and port of the server line.",
    ],
    why: "A server that its check finds dead gets nothing, however well it is. When the last one is out, users get HTTP 503.",
    example: 'Server web/web1 is DOWN, reason: Layer7 wrong status, code: 404, info: "Not Found"',
  },
};
