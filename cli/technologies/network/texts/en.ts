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
};
