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
};
