import type { Texts } from "../../../core/kinds/rule.ts";

export const heardTexts: Texts = {
  "adverts-unheard": {
    title: "Both directors are master, and both send: neither hears the other",
    because:
      "{node} and {other} both send adverts of router id {vrid}, and each would step back for a better one that it hears",
    see: "halab exec {lab} {node} -- tcpdump -lnni eth0 -c 6 ip proto 112",
    hints: [
      "Whose adverts does each of them see on its own card?",
      "Protocol 112 to 224.0.0.18 (or to the peer) has to pass: look at packet filters and at the segment.",
      "Let VRRP pass on both nodes: nft list ruleset, and a rule that accepts ip protocol vrrp.",
    ],
    why: "A master gives way to a better one only when its adverts arrive. Where they are dropped on the way, both stay, and clients talk to whoever spoke last.",
    example: "nft add rule inet filter input ip protocol vrrp drop",
  },
  "address-left": {
    title: "{node} has the address {address}, and nobody there keeps it",
    because: "{address} is on {device} of {node}, but keepalived {said}.",
    see: "halab exec {lab} {node} -- ip -4 -brief address",
    hints: [
      "Who put {address} on {node}, and who would take it away?",
      "keepalived takes its addresses away when it is stopped in order. Was it killed, or was the address added by hand?",
      "Take it away (ip address delete {address} dev {device}), then start keepalived on {node}.",
    ],
    why: "An address that is left behind answers ARP beside the one of the new master: two owners, of whom each gets some of the packets.",
    example: "kill -9 $(pidof keepalived)",
  },
  "in-fault": {
    title: "keepalived of {node} is in FAULT: it can never become master",
    because: "Instance {instance} of {node} is in FAULT; it tracks {tracked}.",
    see: "halab logs {lab} {node}",
    hints: [
      "What does instance {instance} of {node} wait for?",
      "FAULT means that its interface is down, or that something that it tracks fails: {tracked}.",
      "Run the tracked script by hand on {node}, or look whether the tracked process runs; mend that, or give it a weight.",
    ],
    why: "In FAULT a node sends no adverts and takes no address over, whatever happens to the others. A cluster of two with one in FAULT has no failover.",
    example: "track_process {\n  haproxy\n}",
  },
};
