import type { Texts } from "../../../core/kinds/rule.ts";

const masters = "halab exec {lab} {node} -- redis-cli -p 26379 sentinel masters";

export const sentinelTexts: Texts = {
  "quorum-too-high": {
    title: "The master dies, and Sentinel never makes a replica the master",
    because:
      "{quorum} Sentinels would have to agree that master {name} is down, and {count} watch it.",
    see: "halab exec {lab} {node} -- redis-cli -p 26379 sentinel ckquorum {name}",
    hints: [
      "How many Sentinels watch {name}, and how many of them have to agree?",
      "A quorum that is more than there are can never be reached.",
      "Make the last number of line {line} at most {count}; {majority} is the majority.",
    ],
    why: "The quorum is how many Sentinels have to find the master down before one of them may start a failover. It only detects; the failover itself needs the votes of a majority besides.",
    example: "sentinel monitor shop 10.86.0.31 6379 4",
  },
  "sentinels-differ": {
    title: "The Sentinels do not find each other",
    because:
      "{node}'s Sentinel watches {name} at {address}, those of {others} watch it at {other}.",
    see: masters,
    hints: [
      "Where do Sentinels meet, so that they know of each other?",
      "Compare the `sentinel monitor` lines of all nodes.",
      "Let every Sentinel monitor the same address: {other}, or {address}.",
    ],
    why: "Sentinels learn of each other through the master that they watch. Those that watch another address form a group of their own, with votes of their own.",
    example:
      "# app1\nsentinel monitor shop 10.86.0.31 6379 2\n# app2\nsentinel monitor shop 10.86.0.32 6379 2",
  },
  "down-after-slow": {
    title: "It takes too long until a replica takes over",
    because:
      "Master {name} is down after {down} s{said}, so a failover takes up to {seconds} s, and the lab bears {limit} s.",
    see: masters,
    hints: [
      "How long does Sentinel wait before it believes that the master is dead?",
      "The failover is D + ping + INFO + election; D is down-after-milliseconds, without a line 30 s.",
      "Say `sentinel down-after-milliseconds {name} 1000` in {file}.",
    ],
    why: "Nothing happens until the master has been silent for down-after-milliseconds. Short makes Sentinel nervous, long makes users wait; the time belongs to what users bear.",
    example: "sentinel down-after-milliseconds shop 10000",
  },
  "master-is-replica": {
    title: "Sentinel watches a replica as if it were the master",
    because:
      "The Sentinels monitor {name} at {store}, and {store} says that it is a replica of {master}.",
    see: "halab exec {lab} {node} -- redis-cli -p 26379 sentinel get-master-addr-by-name {name}",
    hints: [
      "Which of the stores is the master, by redis.conf?",
      "`sentinel monitor` names the master; it finds the replicas by itself.",
      "Monitor {master}, or take replicaof out of {store}'s redis.conf.",
    ],
    why: "Sentinel asks the master who its replicas are. At a replica it learns of none, so it has nobody to promote, and writes sent there are refused.",
    example: "sentinel monitor shop 10.86.0.32 6379 2\n# store2: replicaof 10.86.0.31 6379",
  },
  "master-by-name": {
    title: "Sentinel does not start: it does not take a name for an address",
    because: "The master is given as {host}, and resolve-hostnames is not yes.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/redis/redis-sentinel.log",
    hints: [
      "What does Sentinel do with a name?",
      "Without `sentinel resolve-hostnames yes` it takes addresses only.",
      "Write {address} instead of {host} in line {line}, or say `sentinel resolve-hostnames yes` before it.",
    ],
    why: "A name can lead elsewhere tomorrow, and Sentinel's work is to know which machine is which. So it takes addresses, unless it is told to resolve names.",
    example: "sentinel monitor shop store1 6379 2",
  },
  "sentinel-idle": {
    title: "A Sentinel watches nothing",
    because:
      "The Sentinels of {nodes} have no `sentinel monitor` for {name}, so {count} of {all} have a vote.",
    see: masters,
    hints: [
      "How many Sentinels have to be alive for a failover?",
      "A Sentinel that watches nothing neither agrees nor votes.",
      "Add the `sentinel monitor` lines of the others to {file}.",
    ],
    why: "A failover needs the quorum and a majority of those who watch. With two Sentinels instead of three, one that dies takes the majority with it.",
    example: "port 26379\n# nothing is monitored",
  },
  "quorum-of-one": {
    title: "One Sentinel alone may call the master dead",
    because: "The quorum of {name} is 1, and {count} Sentinels watch it.",
    see: masters,
    hints: [
      "What happens when one Sentinel is cut off from the master, and the others are not?",
      "The quorum is how many have to find the master down.",
      "Make it the majority of {count}.",
    ],
    why: "With a quorum of 1 a Sentinel with a bad cable starts a failover of a healthy master, as soon as a majority votes for it.",
    example: "sentinel monitor shop 10.86.0.31 6379 1",
  },
};
