import type { Texts } from "../../../core/kinds/rule.ts";

const showStat =
  "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'";

/** Of servers: who is one, who lives, and how much each gets. */
export const serverTexts: Texts = {
  "no-check": {
    title: "A dead server still gets its share of the requests",
    because:
      "The lines of {servers} in backend {backend} have no `check`, so HAProxy takes them for alive whatever happens.",
    see: showStat,
    hints: [
      "How does HAProxy find out that a server is dead?",
      "Which word on a server line, or on default-server, makes HAProxy ask it regularly?",
      "Add `check inter 500ms fall 2 rise 2` to the server lines of backend {backend}, or to default-server.",
    ],
    why: "Without health checks a server is up for ever, as far as HAProxy knows. Each request that is sent to a dead one waits for the connect timeout and fails, or costs its user that time.",
    example: "backend web\n  server web1 10.77.0.21:80\n  server web2 10.77.0.22:80",
  },
  "checks-too-slow": {
    title: "It takes too long until HAProxy finds a server {state}",
    because:
      "With inter {inter} s, {count} and {timeout} s for each check, HAProxy needs up to {seconds} s to find {server} {state}; the lab bears {limit} s.",
    see: showStat,
    hints: [
      "How often is a server checked, and how many checks have to agree?",
      "Work it out: an interval, then the checks that `{count}` asks for, each with its timeout.",
      "Make inter (and fastinter, downinter) shorter or `{count}` smaller, until the sum is below {limit} s.",
    ],
    why: "The time to find a dead server is inter + (fall - 1) * fastinter + fall * timeout. A formula follows any interval; users do not.",
    example: "default-server check inter 8s fall 2 rise 1",
  },
  "server-missing": {
    title: "{servers} gets no requests",
    because:
      "Backend {backend} sends requests to {has}, and the lab wants {servers} to answer as well.",
    see: showStat,
    hints: [
      "Which servers does the lab have, and which of them are in backend {backend}?",
      "Compare the server lines of backend {backend} with the nodes of `halab show {lab}`.",
      "Add a line for {servers} to backend {backend} (its address is {address}), in use: not backup, not disabled, not weight 0.",
    ],
    why: "HAProxy knows the servers of its backends, nobody else. A server that was forgotten stands idle, and its part of the load and of the redundancy is missing.",
    example: "backend web\n  server web1 10.77.0.21:80 check",
  },
  "server-nowhere": {
    title: "A server is where nobody is",
    because: "Server {server} of backend {backend} is at {address}, which no node has; {meant}.",
    see: showStat,
    hints: [
      "Who answers at {address}?",
      "Compare the address with those of `halab show {lab}`: {meant}.",
      "Write the server's own address into line {line} of {file}.",
    ],
    why: "HAProxy sends requests wherever a line says. With checks the server stays down, without them its share of the requests waits for nobody.",
    example: "server web2 10.77.0.23:80 check",
  },
  "server-port-closed": {
    title: "A server refuses every connection",
    because:
      "Backend {backend} sends requests to port {port} of {server}, and nginx listens there on {listens}.",
    see: "halab exec {lab} {server} -- ss -ltn",
    hints: [
      "On which port does {server} serve its pages?",
      "Compare the port of line {line} with `listen` in the server's nginx.conf: {listens}.",
      "Write {listens} instead of {port} into line {line} of {file}.",
    ],
    why: "A machine refuses connections to a port where nobody listens, and HAProxy takes the server for down.",
    example: "server web1 10.77.0.21:8080 check",
  },
  "server-twice": {
    title: "One server gets more than its share",
    because:
      "{servers} of backend {backend} are {count} lines for the same place {address}, which gets a share for each of them.",
    see: showStat,
    hints: [
      "How many servers has backend {backend}, and how many lines?",
      "Look for an address that stands in two server lines: was one of them to be another server?",
      "Give line {line} the address of the server that is meant, or take it out.",
    ],
    why: "HAProxy counts lines, not machines. Two lines of one address double its share, and it is checked twice; the server that was meant gets nothing.",
    example: "backend web\n  server web1 10.77.0.21:80 check\n  server web2 10.77.0.21:80 check",
  },
  "track-blind": {
    title: "HAProxy does not start: a server tracks one that is not checked",
    because: "Servers of {file} track {tracked}, and the line of what they track has no `check`.",
    see: "halab exec {lab} {node} -- haproxy -c -f /etc/haproxy/haproxy.cfg",
    hints: [
      "Whose checks do the servers believe that track {tracked}?",
      "A server that is tracked has to be checked itself.",
      "Add `check` to the line of each server that is tracked, the first of them line {line} of {file}.",
    ],
    why: "`track` saves checks: one backend asks the server, and the others believe it. Somebody has to ask, or nobody would ever know, so HAProxy refuses the file.",
    example:
      "backend any\n  server app1 10.86.0.21:8080\nbackend memory\n  server app1 10.86.0.21:8080 track any/app1",
  },
  "no-redispatch": {
    title: "Requests are lost while a dead server is not found yet",
    because:
      "Backend {backend} has retries {retries} and {redispatch}, so a request whose server is dead is never given to another one; the lab bears {most} lost.",
    see: "halab exec {lab} {node} -- grep -n -e retries -e redispatch /etc/haproxy/haproxy.cfg",
    hints: [
      "What should HAProxy do with a request whose server does not take the connection?",
      "Two settings belong together: how often it tries, and whether another server may be tried.",
      "Say `retries 3` and `option redispatch 1` in defaults.",
    ],
    why: "Until the health checks find a dead server, its share of the requests is sent there. A connection that fails has done nothing yet, so it can safely be tried elsewhere.",
    example: "defaults\n  retries 0",
  },
  "connect-too-patient": {
    title: "Requests are lost though another server is tried",
    because:
      "With timeout connect {connect} s backend {backend} tries another server after {wait} s, and users give up after {patience} s.",
    see: "halab exec {lab} {node} -- grep -n -e timeout -e redispatch /etc/haproxy/haproxy.cfg",
    hints: [
      "How long does a user wait, and when does HAProxy try another server?",
      "A dead machine says nothing, so each try takes the whole connect timeout; without a number, `option redispatch` waits for the last one.",
      "Make timeout connect shorter than {patience} s divided by the tries, and say `option redispatch 1`.",
    ],
    why: "Redispatch helps only if it comes before the user gives up. In one network a connection takes a millisecond, so a connect timeout of seconds has no use.",
    example: "defaults\n  timeout connect 5s\n  option redispatch",
  },
  "one-server-for-all": {
    title: "One server gets all requests",
    because:
      "`{rule}` of backend {backend} sends everything from one address to one server, and one client asks for {wanted} over {servers}.",
    see: showStat,
    hints: [
      "How many addresses do the requests come from?",
      "`{rule}` goes by the client's address alone.",
      "Use `balance roundrobin` in backend {backend}, and affinity only where users have something to come back to.",
    ],
    why: "Affinity by address is as fine as the addresses are. A single client, or a whole company behind one address, always meets the same server.",
    example: "backend web\n  balance source",
  },
  weights: {
    title: "The servers' shares are not those that were asked for",
    because:
      "With {algorithm} the {backend} shares requests out {ratio} over {servers}, and the lab asks for {wanted}.",
    see: showStat,
    hints: [
      "Which weight has each server of {backend}?",
      "A server without `weight` has weight 1.",
      "Give the servers {servers} weights of {wanted}.",
    ],
    why: "roundrobin and static-rr know nothing of the servers but their weights. A server with weight 3 gets three requests while one with weight 1 gets one.",
    example:
      "listen static\n  balance static-rr\n  server app1 10.86.0.21:8080\n  server app2 10.86.0.22:8080",
  },
  "not-leastconn": {
    title: "The slow server gets as many requests as the quick ones",
    because:
      "The {backend} shares requests out {ratio} over {servers} by {algorithm}, and with {parallel} under way at a time the lab asks for {wanted}, as quick as the servers are.",
    see: "halab exec {lab} {client} -- sh -c 'curl -s -Z --parallel-max {parallel} \"{asked}#[1-60]\" | sort | uniq -c'",
    hints: [
      "Which server has least to do when the next request comes?",
      "{algorithm} does not look at what is under way; one algorithm does.",
      "Say `balance leastconn` in {backend}.",
    ],
    why: "leastconn gives a request to the server with the fewest connections under way. A quick server is done earlier and so gets more, without anybody having to know how quick it is.",
    example: "listen least\n  balance roundrobin",
  },
  "backend-unused": {
    title: "A backend gets no requests",
    because: "No frontend of {file} names backend {backend}.",
    see: "halab exec {lab} {node} -- grep -n _backend /etc/haproxy/haproxy.cfg",
    hints: [
      "Which rule should lead to backend {backend}?",
      "Look for default_backend and use_backend: is one of them missing?",
      "Name backend {backend} in a frontend, or take it out.",
    ],
    why: "Servers in a backend that no frontend names are checked, but never asked for anything.",
    example: "frontend site\n  default_backend web\nbackend web2",
  },
};
