import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  refused: {
    title: "Requests to {address} are refused",
    because:
      "{lost} of {sent} requests of {node} were refused: a machine has the address, but nothing listens at the port",
    see: "halab exec {lab} {node} -- curl -sv --max-time 2 http://{address}/",
    hints: [
      "Who has the address, and which daemon should listen there?",
      "Ask the node that has it: ss -ltn shows every port that somebody listens at.",
      "Let the daemon bind the address and port that are asked, and look whether it runs.",
    ],
    why: "A refusal comes at once and from a machine that is well: it has the address, and no daemon at that port. So it is no matter of who owns the address.",
    example: "curl: (7) Failed to connect to 10.77.0.100 port 80: Connection refused",
  },
  unanswered: {
    title: "Nobody answers at {address}",
    because:
      "{lost} of {sent} requests of {node} got no answer at all: nobody has the address, or the answer takes another way",
    see: "halab exec {lab} {node} -- arping -c 2 {address}",
    hints: [
      "Does anybody have the address? Does anybody answer ARP for it?",
      "If somebody does: does the request arrive (tcpdump), and which way does the answer go?",
      "Let one node own the address; where an answer leaves by another node, mend its route or forwarding.",
    ],
    why: "Silence means that the packet went to nobody, or that the answer never came back: no owner, two networks that do not know each other, a dropped packet.",
    example: "curl: (28) Connection timed out after 2001 milliseconds",
  },
  unavailable: {
    title: "{address} answers with an error ({how})",
    because:
      "{lost} of {sent} requests of {node} got {how}: the balancer is there, and has no server that it may send them to",
    see: "halab exec {lab} {node} -- curl -si --max-time 2 http://{address}/",
    hints: [
      "Which servers does the balancer believe to be alive, and why not the others?",
      "Look at the state of its servers and at what the last check said.",
      "Let the check ask for what a server that is well answers, at the address and port where it listens.",
    ],
    why: "HTTP 503 of a balancer is its own answer: every server of the backend is down for it, or there is none.",
    example: "HTTP/1.1 503 Service Unavailable",
  },
  forged: {
    title: "{address} is answered by none of the lab's servers",
    because: "{lost} of {sent} answers that {node} got carry no proof of a server of this lab",
    see: "halab exec {lab} {node} -- curl -si --max-time 2 http://{address}/",
    hints: [
      "Who gave this answer? What does it say?",
      "Look at what stands between the client and the servers: does it answer by itself, from a cache, or leave headers out?",
      "Pass requests and answers on as they are, with all their headers.",
    ],
    why: "Each server of a lab proves who it is. An answer without that proof came from somebody else, from a cache, or lost its headers on the way.",
    example: "http-request return status 200",
  },
};
