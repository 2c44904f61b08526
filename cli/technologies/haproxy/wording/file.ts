import type { Texts } from "../../../core/kinds/rule.ts";

const checkFile = "halab exec {lab} {node} -- haproxy -c -f /etc/haproxy/haproxy.cfg";

/** Of what HAProxy does not start with, or takes otherwise than it was meant. */
export const fileTexts: Texts = {
  "unknown-keyword": {
    title: "HAProxy does not start: it does not know the word {keyword}",
    because: '"{keyword}" is no word that may stand {where}; "{near}" is one.',
    see: checkFile,
    hints: [
      'What does "{keyword}" in line {line} of {file} mean to HAProxy?',
      'Compare it with the configuration manual: near it is "{near}".',
      'Write "{near}" instead of "{keyword}" in line {line}, or take the line out.',
    ],
    why: "HAProxy refuses a whole file for one word that it does not know, so nothing of it comes into force. After a reload the old process goes on with the old file, which hides the mistake until the next boot.",
    example: "backend web\n  blance roundrobin",
  },
  "cut-off": {
    title: "HAProxy does not start: the file ends in the middle of a line",
    because:
      "Line {line}, the last one of {file}, has no line feed at its end, so HAProxy takes the file for cut off.",
    see: checkFile,
    hints: [
      "How does a program know that a file was copied as a whole?",
      "Look at the end of {file}: is there a line feed after the last line?",
      "Add an empty line at the end of {file}.",
    ],
    why: "A configuration that was cut off while it was copied may be valid up to that point and lack half of its servers. HAProxy therefore refuses a last line without a line feed.",
    example: "backend web\n  server web1 10.77.0.21:80 check<end of file>",
  },
  "name-unknown": {
    title: "HAProxy does not start: no {what} is called {name}",
    because:
      'Line {line} of {file} names the {what} "{name}", and those that are there are: {known}.',
    see: checkFile,
    hints: [
      'Where is the {what} "{name}" defined?',
      "Compare the name in line {line} with the names that are there: {known}.",
      'Write the name of one that is there (such as "{near}") in line {line}, or define the {what} "{name}".',
    ],
    why: "Sections find each other by their names, letter by letter. HAProxy refuses a file in which one names what is nowhere defined, because it would not know where to send the request.",
    example: "frontend site\n  default_backend wbe\nbackend web",
  },
  "mode-mismatch": {
    title: "HAProxy does not start: frontend and backend speak differently",
    because:
      "Frontend {frontend} is of mode {mode}, and backend {backend}, to which it sends requests, of mode {other}.",
    see: checkFile,
    hints: [
      "In which mode is backend {backend}, and who says so?",
      "A proxy whose section and defaults say nothing is of mode tcp.",
      "Say `mode {mode}` in backend {backend}, or once in defaults.",
    ],
    why: "In mode http HAProxy handles requests one by one, in mode tcp it passes bytes on. A request that was taken apart cannot be handed to a backend that knows bytes only.",
    example: "frontend site\n  mode http\n  default_backend web\nbackend web\n  mode tcp",
  },
  "mode-tcp": {
    title: "Rules that look at paths or cookies do nothing",
    because: "The {proxy} {said}, and its rule `{rule}` needs mode http.",
    see: checkFile,
    hints: [
      "Can a proxy that passes bytes on see a path or a cookie?",
      "Which mode is {proxy} in? Nobody says: tcp.",
      "Say `mode http` in defaults.",
    ],
    why: "Paths, headers and cookies exist in mode http only. In mode tcp HAProxy warns and ignores such rules, so every request takes the default way.",
    example: "frontend site\n  bind :80\n  use_backend shop if { path_beg /shop/ }",
  },
  "timeouts-missing": {
    title: "Connections that nobody ends pile up",
    because: "There is no {timeouts} for {proxies}, so HAProxy waits there for ever.",
    see: checkFile,
    hints: [
      "How long may a client, or a server, say nothing before HAProxy gives it up?",
      "Three timeouts belong into every configuration: client, connect, server.",
      "Add {timeouts} to defaults, such as `timeout connect 500ms` and `timeout client 5s`.",
    ],
    why: "Without timeouts a client or server that vanished holds its connection until the process ends. HAProxy warns of it at every start, because it works well until connections run out.",
    example: "defaults\n  mode http",
  },
  "no-admin-socket": {
    title: "A server cannot be taken out of service",
    because:
      "{node} has {has}, and a server is drained by a command at /run/haproxy/admin.sock, which needs level admin.",
    see: "halab exec {lab} {node} -- sh -c 'echo show servers state | socat - /run/haproxy/admin.sock'",
    hints: [
      "How does an administrator tell HAProxy to take a server out?",
      "HAProxy takes commands at a socket, if global names one and gives it the level.",
      "Add `stats socket /run/haproxy/admin.sock mode 600 level admin` to global.",
    ],
    why: "A planned change needs no new configuration: the socket drains a server at once and without a reload. Without `level admin` it only shows what is.",
    example: "global\n  stats socket /run/haproxy/admin.sock mode 600",
  },
  "certificate-missing": {
    title: "HAProxy does not start: there is no certificate",
    because: "`{text}` speaks TLS and {what}.",
    see: checkFile,
    hints: [
      "Which certificate does HAProxy show at this port?",
      "Compare the path behind `crt` with the files in /etc/haproxy.",
      "Name a file that has certificate and key: `crt /etc/haproxy/NAME.pem`.",
    ],
    why: "TLS begins with the server's certificate. HAProxy reads it at its start and refuses to go on without it.",
    example: "bind :443 ssl crt /etc/haproxy/sites.pem",
  },
  "no-backend": {
    title: "Every answer is a 503",
    because:
      "Frontend {frontend} takes requests for {asked}, and no rule and no default_backend says where they go.",
    see: "halab exec {lab} {node} -- grep -n -e frontend -e _backend /etc/haproxy/haproxy.cfg",
    hints: [
      "To which backend does frontend {frontend} send a request for {asked}?",
      "Whatever no use_backend takes goes to default_backend.",
      "Add `default_backend NAME` to frontend {frontend}.",
    ],
    why: "A frontend has no servers. Without a backend HAProxy answers 503 itself.",
    example: "frontend site\n  bind :80",
  },
  "bind-missing": {
    title: "Nobody answers at {asked} on {node}",
    because: "Clients ask {asked}, and HAProxy of {node} listens on {bound}.",
    see: "halab exec {lab} {node} -- ss -ltn",
    hints: [
      "Which address do the clients use, and on which does {node} listen?",
      "Compare the `bind` lines of {file} with the lab's address {asked}.",
      "Let a frontend of {node} say `bind {asked}`, or `bind :{port}` for every address.",
    ],
    why: "A virtual address moves to another node, the listening socket does not. Each balancer has to listen on the virtual address before it owns it, or the failover brings the address to a node that refuses connections.",
    example: "frontend site\n  bind 10.77.0.12:80",
  },
  "bind-address-not-here": {
    title: "HAProxy starts on one node only: it cannot bind the address",
    because:
      "{node} binds {address}:{port}, which is none of its own addresses, and net.ipv4.ip_nonlocal_bind is 0 there.",
    see: "halab exec {lab} {node} -- sysctl net.ipv4.ip_nonlocal_bind",
    hints: [
      "Who has {address} when {node} starts?",
      "Linux refuses to bind an address that the machine does not have, unless it is told otherwise.",
      "Set net.ipv4.ip_nonlocal_bind to 1, add `transparent` to the bind line, or bind every address: `bind :{port}`.",
    ],
    why: 'The standby balancer does not own the virtual address, so its HAProxy ends with "cannot bind socket" and is missing when the failover comes.',
    example: "frontend site\n  bind 10.77.0.100:80",
  },
};
