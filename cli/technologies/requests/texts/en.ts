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
  "silent-server": {
    title: "{servers} gets no requests",
    because: "{probe} should be answered by {wanted}, and never was by {servers}.",
    see: "halab exec {lab} {node} -- sh -c 'for i in 1 2 3 4 5 6; do curl -s --max-time 2 {url}; done'",
    hints: [
      "Who decides which server gets a request, and does it know {servers}?",
      "Is {servers} in the list, with a weight, and healthy for whoever balances?",
      "Add {servers} to the list, or mend what its health check asks for.",
    ],
    why: "A server that gets nothing is paid for and does nothing; when the other one dies, nobody has ever tried it.",
    example: "server web1 10.77.0.21:80\n# server web2 10.77.0.22:80",
  },
  "other-server": {
    title: "{servers} answers, though nobody asked it to",
    because: "{probe} should be answered by {wanted} alone, and was by {servers} as well.",
    see: "halab exec {lab} {node} -- sh -c 'for i in 1 2 3 4 5 6; do curl -s --max-time 2 {url}; done'",
    hints: [
      "Which server gave these answers, and how did the requests get there?",
      "Who sends requests to {servers}: a list of servers, a name with one address too many, a node with the same address?",
      "Take {servers} out of the list (or the record out of the zone).",
    ],
    why: "An answer of the wrong server looks good and is another service, another version, or another's data.",
    example: "server web1 10.77.0.21:80\nserver web3 10.77.0.23:80",
  },
  "name-unknown": {
    title: "The name server says that there is no such name ({how})",
    because:
      "{lost} of {sent} queries of {node} got NXDOMAIN: for the server that was asked, the name is not in the zone",
    see: "halab exec {lab} {node} -- dig @{address}",
    hints: [
      "Which server was asked, and which zone should have the name?",
      "Is the record there under exactly this name? What does a missing dot at the end make of it?",
      "Add the record to the zone, raise the serial, and reload.",
    ],
    why: "NXDOMAIN is an answer, and resolvers keep it: for as long as the zone's negative TTL says (RFC 2308).",
    example: "www.lab.test IN A 10.79.0.80   ; without a dot: www.lab.test.lab.test.",
  },
  "query-refused": {
    title: "The name server refuses to answer ({how})",
    because:
      "{lost} of {sent} queries of {node} got REFUSED: the server has no such zone, and does not ask others for this client",
    see: "halab exec {lab} {node} -- dig @{address}",
    hints: [
      "Should this server have the zone, or ask others for it?",
      "Is the zone in the view that the client is in? Does allow-query or allow-recursion know the client?",
      "Add the zone, or the client's network to the list that lacks it.",
    ],
    why: "A server refuses what it is neither responsible for nor willing to look up. It is its configuration that says so, and it says so at once.",
    example: "allow-recursion { localhost; };",
  },
  "server-failure": {
    title: "The name server cannot answer ({how})",
    because:
      "{lost} of {sent} queries of {node} got SERVFAIL: the server should know, and does not",
    see: "halab exec {lab} {node} -- dig @{address}",
    hints: [
      "Does the server have the zone's data, or must it ask another one?",
      "What does its log say of the zone: not loaded, expired, no answer from those that it asks?",
      "Mend the zone that it could not load, or the way to the servers that it asks.",
    ],
    why: "SERVFAIL is what a secondary says of a zone that has expired, a primary of one that it could not load, and a resolver of what nobody answers.",
    example: "zone lab.test/IN: not loaded due to errors.",
  },
};
