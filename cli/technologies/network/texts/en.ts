import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "nobody-listens": {
    title: "Nobody listens on {address}:{port}",
    because:
      "{node} has the address {address}, but no program on it listens on port {port}: the kernel refuses every connection.",
    see: "halab exec {lab} {node} -- ss -ltnp",
    hints: [
      "{node} has the address. Which program there should answer on port {port}?",
      "Does that program run, and on which address and port does it listen?",
      "Let the program bind {address}:{port} (or every address), and start it again.",
    ],
    why: "An address is only half of a service. The other half is a process that has bound the port; a node that owns the address without it refuses all users, and does so at once.",
    example: "bind 10.77.0.100:8080",
  },
  "address-nowhere": {
    title: "No node has the address {address}",
    because: "Every node was asked for its addresses, and {address} is on none of them.",
    see: "halab exec {lab} {node} -- ip -4 -brief address",
    hints: [
      "Which program should put {address} on a node?",
      "Does it run, is the address in its configuration, and in which state is it?",
      "Look at its log for why it does not become master: halab logs {lab} NODE.",
    ],
    why: "Clients ask the segment for the owner of an address (ARP). With no owner there is no answer, and every request waits until its timeout.",
    example: "virtual_ipaddress {\n}",
  },
  "way-closed": {
    title: "{others} cannot reach {to} on {segment}",
    because: "Nothing came back from {to} ({address}), neither an echo nor a refusal.",
    see: "halab exec {lab} {node} -- ping -c 3 {address}",
    hints: [
      "Does the question arrive at {to}, or is it the answer that is lost?",
      "Listen on both sides: halab exec {lab} {to} -- tcpdump -n icmp; look at addresses, netmasks, and nft list ruleset.",
      "Take away what lies between: a fault (halab heal {lab}), a filter, a wrong address or mask.",
    ],
    why: "Members of a cluster have to reach each other before they can agree on anything. A way that is closed before it begins is a split that is there already.",
    example: "ping 10.84.0.12: no answer",
  },
};

/** What `halab validate` asks. */
export const tests = {
  paths: "Every node reaches every other one on each network of both",
};
