import type { Texts } from "../../../core/kinds/rule.ts";

/** Of users who come back, and of what the balancer does for the servers. */
export const sessionTexts: Texts = {
  "no-affinity": {
    title: "Users lose their basket at the next request",
    because:
      "Backend {backend} gives each request to the next server ({algorithm}), and what {path} remembers is in the memory of one.",
    see: "halab exec {lab} {client} -- sh -c 'for i in 1 2 3 4; do curl -si http://{address}{path} | grep -i -e x-server -e set-cookie; done'",
    hints: [
      "How does HAProxy know which server has a user's basket?",
      "It has to recognise the user (by a cookie, or by the address) and to remember the server.",
      "Add `cookie SRV insert indirect nocache` and a `cookie` to each server line of backend {backend}, or a stick-table with `stick on src`.",
    ],
    why: "A session that is in one server's memory is lost on every other one. Affinity brings a user to the same server again; without it one visit in as many as there are servers finds its basket.",
    example:
      "backend memory\n  balance roundrobin\n  server app1 10.86.0.21:8080\n  server app2 10.86.0.22:8080",
  },
  "cookie-incomplete": {
    title: "Some users are not sent back to their server",
    because:
      "Backend {backend} puts a server's name into the cookie {cookie}, and the lines of {servers} have no name of their own for it.",
    see: "halab exec {lab} {node} -- grep -n cookie /etc/haproxy/haproxy.cfg",
    hints: [
      "What stands in the cookie {cookie} of a user whom {servers} served?",
      "The backend's `cookie` says how, each server's `cookie` says which.",
      "Add `cookie NAME` to the server lines of {servers}, with another name on each line.",
    ],
    why: "The cookie's value is what stands behind `cookie` on the server line. A server without one sets no cookie, and two with the same one cannot be told apart.",
    example: "backend memory\n  cookie SRV insert indirect nocache\n  server app1 10.86.0.21:8080",
  },
  "source-hash": {
    title: "Users of healthy servers lose their basket when one server goes",
    because:
      "`balance {algorithm}` of backend {backend} makes the server of a hash modulo {count}; with {fewer} servers most hashes lead elsewhere.",
    see: "halab exec {lab} {node} -- grep -n -e balance -e stick /etc/haproxy/haproxy.cfg",
    hints: [
      "To which server does a hash lead when there is one server less?",
      "A hash remembers nobody. What could remember which user went to which server?",
      "Replace `balance {algorithm}` by `balance roundrobin`, a `stick-table type ip size 10k expire 30m` and `stick on src`.",
    ],
    why: "A hash is affinity without memory: it holds only while the set of servers stays the same. A table remembers each user, so nobody moves who need not, and a drained server keeps its own.",
    example: "backend source\n  balance source",
  },
  "backup-sticks": {
    title: "Users stay with the backup server",
    because:
      "{server} of backend {backend} is a backup, and whoever it serves gets an entry in the table.",
    see: "halab exec {lab} {node} -- sh -c 'echo show table {backend} | socat - /run/haproxy/admin.sock'",
    hints: [
      "Where does a user go whose server is back, but whose entry names the backup?",
      "A table remembers the server that served last, a backup as well.",
      "Add `non-stick` to the line of {server}.",
    ],
    why: "The backup is meant for the time while all others are down. With an entry in the table its users come back to it until that expires.",
    example: "stick on src\nserver sorry 10.86.0.24:8080 backup",
  },
  "peers-missing": {
    title: "Users lose their server when the active balancer dies",
    because:
      "The table of backend {backend} is in the memory of one balancer: `{text}` names no peers to tell.",
    see: "halab exec {lab} {node} -- sh -c 'echo show peers | socat - /run/haproxy/admin.sock'",
    hints: [
      "Where is the table of backend {backend}, and what does the other balancer know of it?",
      "The balancers can tell each other what they learn: configuration manual 3.5.",
      "Add a section `peers balancers` with a line for each balancer, and `peers balancers` to the stick-table.",
    ],
    why: "A stick table is lost with the process that has it, also by a reload. With peers each entry is told to the other balancers at once, and a process that starts asks for all of them.",
    example: "backend source\n  stick-table type ip size 10k expire 30m\n  stick on src",
  },
  "peer-not-here": {
    title: "The balancers do not share their tables",
    because: "The peers section {section} has {has}, and it needs lines for {needs}.",
    see: "halab exec {lab} {node} -- sh -c 'echo show peers | socat - /run/haproxy/admin.sock'",
    hints: [
      "How does a balancer find itself among the peers?",
      "By its host name. Compare the names and addresses in section {section} with the nodes.",
      "Write a line `peer HOSTNAME ADDRESS:PORT` for each balancer: {needs}.",
    ],
    why: "HAProxy looks for a peer of its own host name and listens on that one's address; it connects to all others. If its own name is missing it drops the whole section, with a warning only.",
    example:
      "peers balancers\n  peer balancer1 10.86.0.11:10000\n  peer balancer2 10.86.0.12:10000",
  },
  "no-cache": {
    title: "The servers make every page anew",
    because:
      "Of a cache's two rules, {path} misses {missing} on its way through backend {backend}.",
    see: "halab exec {lab} {client} -- sh -c 'for i in 1 2 3; do curl -si http://{address}{path} | grep -i -e age -e page; done'",
    hints: [
      "Who puts a page into the cache, and who looks for it there?",
      "It takes two rules: one for requests and one for responses.",
      "Add `{missing} NAME` to backend {backend}, with the name of your cache section.",
    ],
    why: "cache-use looks in the cache before a server is asked, cache-store keeps what a server answered. With one of them alone every request reaches a server.",
    example: "backend pages\n  http-request cache-use pages",
  },
  "no-tls": {
    title: "Nobody speaks TLS at port {port}",
    because: "Clients ask for {asked}, and `{text}` listens without `ssl`.",
    see: "halab exec {lab} {client} -- curl -svk -o /dev/null --resolve {host}:{port}:{address} {asked}",
    hints: [
      "What does the client send first at port {port}, and what does HAProxy expect there?",
      "A port speaks TLS only if its bind line says so, and which certificate to show.",
      "Add `ssl crt` and the file with certificate and key to line {line} of {file}.",
    ],
    why: "The port number means nothing to HAProxy. Without `ssl` it takes the client's handshake for a broken HTTP request.",
    example: "frontend site\n  bind 10.86.0.100:443",
  },
};
