import type { Texts } from "../../../core/kinds/rule.ts";

const replication = "halab exec {lab} {node} -- redis-cli info replication";

export const storeTexts: Texts = {
  "unknown-directive": {
    title: "Redis does not start: it does not know the word {name}",
    because: '"{name}" is no directive of Redis 7.0; "{near}" is one.',
    see: "halab logs {lab} {node}",
    hints: [
      'What does "{name}" in line {line} of {file} mean to Redis?',
      'Compare it with the directives of redis.conf: near it is "{near}".',
      'Write "{near}" instead of "{name}" in line {line}.',
    ],
    why: "Redis refuses a whole file for one directive that it does not know: a typing mistake should not become a store without a replica or a password.",
    example: "apendonly yes",
  },
  "comment-behind": {
    title: "Redis does not start: a comment stands behind a directive",
    because: "`{text}` gives {name} the comment's words as arguments.",
    see: "halab logs {lab} {node}",
    hints: [
      'Where may a "#" stand in redis.conf?',
      "Only a line that begins with # is a comment.",
      "Put the comment of line {line} into a line of its own.",
    ],
    why: 'In redis.conf # begins a comment at the beginning of a line only. Behind a directive it is one more argument, and Redis ends with "wrong number of arguments".',
    example: "port 6379 # the usual one",
  },
  "no-replica": {
    title: "The master dies, and there is nobody to take over",
    because:
      "Sentinel watches {name} on {master}, and no store is its replica: {others} has no replicaof.",
    see: replication,
    hints: [
      "Who has the baskets when {master} is gone?",
      "A store becomes a replica by one line in its redis.conf.",
      "Add `replicaof {address}` to {file} on {others}.",
    ],
    why: "Two masters that do not know of each other are two stores, one of them empty. Sentinel can only promote a replica.",
    example: "# store2: no replicaof\nport 6379",
  },
  "replica-of-nobody": {
    title: "A replica never gets any data",
    because: "{node} is a replica of {address}, which is {whose}; Redis runs at {known}.",
    see: replication,
    hints: [
      "Is master_link_status up?",
      "Compare the address and port of replicaof with those of the master.",
      "Write the master's address and port into line {line}: {known}.",
    ],
    why: "A replica whose master does not answer tries again for ever and has nothing. It may even be promoted, and then everything is gone.",
    example: "replicaof 10.86.0.32 6379",
  },
  "memory-only-master": {
    title: "A master that restarts may empty its replicas",
    because: "{master} writes nothing to disk (appendonly no, no save), and it has replicas.",
    see: "halab exec {lab} {node} -- redis-cli config get appendonly",
    hints: [
      "What does a master know after a restart, and what do its replicas then copy?",
      "If it is back before Sentinel has noticed, it is still the master, and empty.",
      "Say `appendonly yes` in {file}.",
    ],
    why: "A master without persistence comes back empty, and its replicas copy that. Redis's documentation warns of it: the data set of all is lost by a restart that is quicker than the failover.",
    example: 'save ""\nappendonly no',
  },
  "protected-mode": {
    title: "Redis answers nobody but its own node",
    because:
      "protected-mode is {value}, and no password is set, so {node}'s Redis refuses everybody else.",
    see: "halab exec {lab} {node} -- redis-cli config get protected-mode",
    hints: [
      "What does Redis say to a client from another node?",
      "Protected mode lets others in only if there is a password.",
      "Say `protected-mode no` in {file}, as the lab's network is closed, or set a password everywhere.",
    ],
    why: "A store without a password on an open network belongs to everybody, so Redis refuses strangers until somebody decides: a password, or no protection.",
    example: "bind 0.0.0.0\nport 6379",
  },
  "bind-unreachable": {
    title: "Nobody reaches this Redis from another node",
    because: "{node} binds {bound}, and the others come to {address}.",
    see: "halab exec {lab} {node} -- ss -ltn",
    hints: [
      "At which addresses does port {port} of {node} listen?",
      "127.0.0.1 is the node itself, and nobody else.",
      "Say `bind 0.0.0.0`, or `bind {address}`, in line {line}.",
    ],
    why: "A replica, a Sentinel and the application ask from other nodes. A loopback address is reached from the node itself only.",
    example: "bind 127.0.0.1",
  },
  "passwords-differ": {
    title: "{node} may not talk to the master",
    because: "{master} wants a password (requirepass), and {node} has {has}.",
    see: replication,
    hints: [
      "Which password does {node} give to {master}?",
      "requirepass is what a store asks for; replicas give masterauth, Sentinels give auth-pass.",
      "Give {node} the master's password as {name}; stores need requirepass and masterauth both, for they change roles.",
    ],
    why: "Replicas and Sentinels log in like clients. After a failover the roles are changed, so all stores need both lines with the same password.",
    example: "# store1\nrequirepass secret\n# store2\nreplicaof 10.86.0.31 6379",
  },
  "min-replicas": {
    title: "After the failover the new master refuses all writes",
    because:
      "min-replicas-to-write is {least}, and of {stores} stores {left} replicas are left when one is dead.",
    see: replication,
    hints: [
      "How many replicas has the new master while the old one is dead?",
      "min-replicas-to-write refuses writes when fewer replicas are there.",
      "Make it at most {left} in line {line}, or have more stores.",
    ],
    why: "min-replicas-to-write protects what was written from being lost with the master, and costs availability: with too few replicas there are no writes at all.",
    example: "min-replicas-to-write 1",
  },
};
