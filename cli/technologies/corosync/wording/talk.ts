import type { Texts } from "../../../core/kinds/rule.ts";

const links = "halab exec {lab} {node} -- corosync-cfgtool -s";
const timers = "halab exec {lab} {node} -- corosync-cmapctl runtime.config.totem";

export const talkTexts: Texts = {
  "key-missing": {
    title: "Corosync does not start: it has no key",
    because: "{node} encrypts, and {path} is not there; {others} has it.",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "By what do members know that a packet is from a friend?",
      "crypto_cipher and crypto_hash need a key, the same on all nodes.",
      "Copy {path} from {others} to {node}.",
    ],
    why: "With a cipher or a hash set, every packet is signed by the key. Without the file the daemon ends at once.",
    example: "crypto_cipher: aes256\ncrypto_hash: sha256\n# no /etc/corosync/authkey",
  },
  "key-short": {
    title: "Corosync does not start: its key is too short",
    because: "The key in {file} has {bytes} bytes, and 128 are the least.",
    see: "halab exec {lab} {node} -- wc -c {file}",
    hints: [
      "How long is the key?",
      "Corosync takes 128 to 4096 bytes (1024 bits and more).",
      "Make one with `corosync-keygen`, and give all nodes the same file.",
    ],
    why: "A short key could be guessed. Corosync refuses it instead of being protected by name only.",
    example: "a password of twenty bytes in authkey",
  },
  "key-differs": {
    title: "Two groups of nodes that do not understand each other",
    because: "The key of {those} is another one than that of {others}.",
    see: "halab exec {lab} {node} -- sha256sum /etc/corosync/authkey",
    hints: [
      "What does Corosync log of packets from the other nodes?",
      '"Unable to decrypt packet": the keys differ.',
      "Copy the same key to all nodes: that of {others} to {those}.",
    ],
    why: "Packets that were signed with another key are dropped. Each side believes that the other one is dead, and the smaller one has no quorum.",
    example: "corosync-keygen on each of the nodes",
  },
  "totem-differs": {
    title: "The nodes do not hear each other: {key} differs",
    because: "{key} is {own} on {node}, and {other} on the others.",
    see: links,
    hints: [
      "Which links does corosync-cfgtool show as connected?",
      "Both sides need the same transport, cipher, hash and port.",
      "Write the same {key} everywhere: {other}, or {own}.",
    ],
    why: "A packet that is encrypted otherwise, or goes to another port, is nothing to its receiver. Corosync does not negotiate: it drops what it does not understand.",
    example: "# n1\ncrypto_cipher: aes256\n# n2\ncrypto_cipher: aes128",
  },
  "loss-too-slow": {
    title: "It takes too long until a dead member is given up",
    because:
      "The token is lost after {token} s{said}, the others agree after {consensus} s more: {seconds} s, and the lab bears {limit} s in all.",
    see: timers,
    hints: [
      "How long do the others wait for a silent member?",
      "It is token (650 ms more for every member from the third on) and then consensus, 1.2 times as long.",
      "Make token smaller in {file}: token and consensus together have to stay well below {limit} s.",
    ],
    why: "Nothing is started elsewhere before the members agree that one is gone. A short token makes a busy machine a dead one, a long one makes users wait: the time belongs to what users bear.",
    example: "token: 10000",
  },
  "consensus-too-short": {
    title: "Members are given up before they could agree",
    because: "consensus is {consensus} ms, and the token takes {token} ms with so many members.",
    see: timers,
    hints: [
      "What is consensus for, after the token was lost?",
      "From three members on it has to be longer than the token; left out it is 1.2 times as long.",
      "Take the line of consensus out of {file}.",
    ],
    why: "After a loss the members exchange lists until they have the same. Who gives up before the slowest has even noticed makes a membership of its own, and again, and again.",
    example: "token: 3000\nconsensus: 1000",
  },
  "ping-outlives-token": {
    title: "The second link helps nobody",
    because:
      "A link is dead after {ping} ms without an answer, the token already after {token} ms.",
    see: links,
    hints: [
      "What is given up first when a cable is cut: the link, or the member?",
      "knet_ping_timeout has to be shorter than the token in force.",
      "Make knet_ping_timeout in line {line} shorter than {token} ms, at best half of it.",
    ],
    why: "knet changes over to the other link when the first one is found dead. If the token is lost before that, the member is thrown out though a cable was left.",
    example: "token: 1000\ninterface {\n  linknumber: 0\n  knet_ping_timeout: 3000\n}",
  },
  "packets-refused": {
    title: "{node} throws away what a member sends",
    because: "Corosync of {node} logs of {from}: {what}.",
    see: "halab logs {lab} {node}",
    hints: [
      "From whom comes what is thrown away?",
      "Unable to decrypt: key, cipher or hash differ. Rejected: the address is not in this node's list.",
      "Compare authkey and corosync.conf of {node} with those of the node that has {from}.",
    ],
    why: "Corosync hears only who is in its list and has its key. Whoever is refused is dead for it, and the other one thinks the same.",
    example: "rx: Unable to decrypt packet from 10.90.0.12:5405 (size 80)!",
  },
  "members-missing": {
    title: "{node} does not see all members",
    because: "{node} sees {count} of {all} members, and not {gone}.",
    see: "halab exec {lab} {node} -- corosync-quorumtool -s",
    hints: [
      "Does Corosync run on {gone}, and whom does it see?",
      "Membership of one: key, address or port. None: the daemon does not run.",
      "Compare corosync.conf and authkey of both sides, and look at `corosync-cfgtool -s`.",
    ],
    why: "Everything a cluster does begins with who is in it. A member that is not seen has no vote, gets no resources, and may do things that nobody knows of.",
    example: "Members[1]: 1",
  },
  "link-down": {
    title: "{node} gets no answer from {other} on link {link}",
    because: "Corosync on {node} sends its pings to {other}, and none comes back on link {link}.",
    see: "halab exec {lab} {node} -- corosync-cfgtool -n",
    hints: [
      "Does Corosync run on {other}, and does it know {node} under this address?",
      "Links are looked at by packets of Corosync's own, over UDP port 5405: `tcpdump -n udp port 5405` on both sides.",
      "Open UDP port 5405 between the two, and give both files the same addresses and key.",
    ],
    why: "That a host answers a ping says nothing of Corosync's port. knet asks on that port, with that key: what answers there is a member that can be heard.",
    example: "stats.knet.node2.link0.connected (u8) = 0",
  },
};
