import type { Texts } from "../../../core/kinds/rule.ts";

const show = "halab exec {lab} {node} -- ip -brief address";

/** Interfaces and addresses. */
export const addressTexts: Texts = {
  "instance-incomplete": {
    title: "{node} takes no part in VRRP",
    because: "the instance {name} needs a {keyword} and has {instead}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Does keepalived on {node} know the instance {name} at all?",
      "An instance needs its interface and its router id (1 to 255); everything else has a default.",
      "Give the instance {name} its {keyword}, with a value that keepalived takes.",
    ],
    why: "Without its interface or its router id keepalived drops the whole instance, and says so at its start only.",
    example: "vrrp_instance site {\n  interface eth0\n}",
  },
  "interface-unknown": {
    title: "keepalived on {node} names an interface that is not there",
    because: "the instance {name} names {device}, but {node} has {devices}",
    see: "halab exec {lab} {node} -- ip -brief link",
    hints: [
      "Which interfaces does {node} have?",
      "Names like ens33 or enp0s3 come from somebody else's machine.",
      "Write {devices} (the one of the right segment) instead of {device} in line {line} of {file}.",
    ],
    why: 'An interface that does not exist has no address and no cable; keepalived says "interface ... doesn\'t exist" and does not run the instance.',
    example: "interface ens33",
  },
  "asked-address-missing": {
    title: "Nobody moves {address}",
    because:
      "the lab watches {address} on segment {segment}, but keepalived on {nodes} moves {list}",
    see: show,
    hints: [
      "Which address do the clients of this lab use, and who moves it?",
      "Look for {address} in the lists virtual_ipaddress of {nodes}.",
      "Write {address} into virtual_ipaddress, on all directors alike.",
    ],
    why: "keepalived moves what is in its list, and nothing else. An address that is set on one node by other means dies with it.",
    example: "virtual_ipaddress {\n    192.168.1.100/24\n}",
  },
  "address-not-in-subnet": {
    title: "A virtual address of {node} is on the wrong network",
    because: "{address} is put on {device}, whose network is {subnet}; it belongs to {home}",
    see: show,
    hints: [
      "Who is a neighbour of {address}, and on which cable?",
      "Compare the address with the network of the interface; `dev` says where it goes, else it is the instance's own.",
      "Correct {address} in line {line} of {file}, or its `dev`.",
    ],
    why: "Neighbours find an address by ARP on their own segment. On another interface nobody asks for it there, and the gratuitous ARP of a takeover goes to the wrong segment.",
    example: "virtual_ipaddress {\n    10.77.2.100/24 dev eth0\n}",
  },
  "prefix-missing": {
    title: "The virtual address has no prefix",
    because: "{address} is written without one, so it is a /32; its network has /{prefix}",
    see: show,
    hints: [
      "Which prefix does the address have when it is on the interface?",
      "Without a prefix keepalived takes /32. That works, as the node's own address has the network.",
      "Write {address}/{prefix} if it shall look like the other addresses.",
    ],
    why: "A /32 is an address without a network. That does no harm while the node has an own address in that network, and a /32 is what some prefer; it is a surprise to who did not mean it.",
    example: "virtual_ipaddress {\n    10.0.0.100\n}",
  },
  "prefix-too-wide": {
    title: "{node} thinks that far networks are its neighbours",
    because: "{address} has the prefix /{prefix}, but the network on that interface is a /{right}",
    see: "halab exec {lab} {node} -- ip route",
    hints: [
      "Which route does {node} get together with {address}?",
      "An address brings a route to its whole network, as wide as its prefix says.",
      "Write {address}/{right}.",
    ],
    why: "With too short a prefix the kernel looks for hosts of other networks on this cable, by ARP, and they do not answer. It works until somebody from there is concerned.",
    example: "virtual_ipaddress {\n    10.0.0.100/16   # in a /24\n}",
  },
};
