/** What the rules about who belongs together, and how they are reached, say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const list = "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml list";
const members = "halab exec {lab} {node} -- etcdctl member list";

export const memberTexts: Texts = {
  "scope-differs": {
    title: "A node is in a cluster of its own",
    because: "The scope of {node} is {scope}, and that of {others} is {other}.",
    see: list,
    hints: [
      "By what does a Patroni know which cluster is its own?",
      "By its scope: a folder of that name in etcd. Another name is another cluster, with another leader.",
      "Write `scope: {other}` into {file} of {node}.",
    ],
    why: "A node with another scope finds no leader where it looks, and makes a database of its own. It is a second primary, and no mistake that anybody is told of.",
    example: "scope: shpo",
  },
  "name-twice": {
    title: "A Patroni ends as soon as it starts",
    because: "{node} is called {name}, and so is {others}.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/patroni/patroni.log",
    hints: [
      "By what do the members of a cluster know each other?",
      "Each writes into etcd under its own name, so there can be one of a name only.",
      "Give {node} a `name` of its own, in line {line} of {file}.",
    ],
    why: "Two members of one name would write the same key, and each would take the other's leadership for its own. Patroni asks before it starts whether there is another one, and ends then.",
    example: "db1: name: db1\ndb2: name: db1",
  },
  "address-elsewhere": {
    title: "Others ask the wrong node, or nobody",
    because: "{key} of {node} is {value}, which is not {node}'s.",
    see: list,
    hints: [
      "What do the others write down of {node}: where does it say that it can be reached?",
      "`connect_address` is what the others use: its own name or address, never another one's, and never one like 0.0.0.0.",
      "Write {node}'s own name, or address, with the port into line {line} of {file}.",
    ],
    why: "Before a candidate promotes itself it asks the others by their connect_address whether somebody is further, or still the primary. Standbys follow the leader by it, too.",
    example: "restapi:\n  connect_address: localhost:8008",
  },
  "etcd3-takes-back": {
    title: "A leader that was cut off may take the lead back, from one that has been promoted",
    because: "Patroni of {node} asks etcd by etcd3.",
    see: "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml history",
    hints: [
      "What does a leader that was cut off for long still believe when its etcd hears from the others again?",
      "By etcd3 this version of Patroni renews a lease that is gone by writing its key anew, whoever has it by now. By etcd's older interface it writes only where its own name still stands.",
      "Write `etcd:` instead of `etcd3:` in line {line} of {file}; and ETCD_ENABLE_V2=true into /etc/default/etcd.",
    ],
    why: "Its etcd tells it what it knew before the cut (Patroni allows stale reads), so it takes itself for the leader, finds its lease gone, and gets a new one for the same key. The one that leads meanwhile is demoted, and what it acknowledged is lost.",
    example: "etcd3:\n  host: db1:2379",
  },
  "etcd-few": {
    title: "One node dies, and nobody can be chosen",
    because: "etcd has so few members that none of them may be missing: {members}.",
    see: members,
    hints: [
      "How many members of etcd have to agree, and how many may be missing then?",
      "More than half. Of one, or of two, nobody may be missing; of three one may.",
      "Name all three nodes in ETCD_INITIAL_CLUSTER, in line {line} of {file}, on all of them.",
    ],
    why: "Who leads is written in etcd, so a cluster of databases survives no more than its etcd does. Two members are worse than one: there are two that can fail, and both are needed.",
    example: "ETCD_INITIAL_CLUSTER=db1=http://db1:2380,db2=http://db2:2380",
  },
  "etcd-differs": {
    title: "The members of etcd do not find each other",
    because: "On {node} etcd begins with {members}, on {others} with {theirs}.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/etcd/etcd.log",
    hints: [
      "Who begins a cluster of etcd, and where does each of them read that?",
      "All have to name the same members, with the same addresses: from that they make the number of the cluster.",
      "Make ETCD_INITIAL_CLUSTER in line {line} of {file} the same on all nodes.",
    ],
    why: "The number of a cluster is made from its first members. Whoever has other ones has another number, and is refused as a member of a foreign cluster.",
    example:
      "db1: ETCD_INITIAL_CLUSTER=db1=http://db1:2380\ndb2: ETCD_INITIAL_CLUSTER=db2=http://db2:2380",
  },
  "balancer-asks-replicas": {
    title: "The shop's address takes no order at all",
    because: "`{section}` of {node} asks for {path}, to which the primary says no.",
    see: "halab exec {lab} {node} -- curl -si http://db1:8008{path}",
    hints: [
      "Who says 200 to what the balancer asks, and who 503?",
      "Patroni has a path for each role: /primary, /replica, /sync ... The shop writes, so it needs the first.",
      "Write `option httpchk OPTIONS /primary` instead of line {line} of {file}.",
    ],
    why: "A section for readers asks for /replica, so that the primary has more time for writers. Whoever copies it for writers sends them to standbys, and to nobody when there are none.",
    example: "listen primary\n  option httpchk OPTIONS /replica",
  },
  "balancer-asks-tcp": {
    title: "Now and then a client is sent to a standby, which refuses its order",
    because:
      "{section} of {node} asks only whether a port is open, and PostgreSQL's is on each node.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "What does the balancer have to know of a server before it sends an order there?",
      "Patroni's REST API answers 200 to `/primary` on the primary alone, and 503 on all others.",
      "Write `option httpchk OPTIONS /primary` below `{section}`, and `check port 8008` into its servers.",
    ],
    why: "A standby accepts connections, and refuses each write. A client that looks whether it may write, and connects anew if not, finds the primary in the end; another one does not. A health check has to ask for what is needed of the server, not whether a process is there.",
    example: "listen primary\n  bind *:5432\n  server db1 10.0.0.11:5432 check",
  },
};
