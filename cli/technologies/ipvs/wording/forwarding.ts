/** What the rules about DR and TUN say: the real servers have the virtual address. */
import type { Texts } from "../../../core/kinds/rule.ts";

const addresses = "halab exec {lab} {node} -- ip -brief address";

export const forwardingTexts: Texts = {
  "wrong-method": {
    title: "Requests arrive at the real servers, and no answer comes back",
    because: "{node} forwards by {method}, but the real servers are set up for {fitting}.",
    see: "halab exec {lab} {node} -- ipvsadm -Ln",
    hints: [
      "Follow a packet: what does the director change in it, and does the real server take what arrives?",
      "NAT changes the address and needs the answer back; DR and TUN need the virtual address on the real server, DR a common segment as well.",
      "Write {fitting} as lb_kind of the services in {file}, or set the real servers up for {method}.",
    ],
    why: "The forwarding method is an agreement of directors and real servers. NAT rewrites addresses, so answers have to pass the director. DR only changes the MAC, TUN packs the packet into another one: in both the real server has to have the virtual address and answers directly.",
    example: "lb_kind DR\n# the real servers lie beyond a router",
  },
  "address-missing": {
    title: "A real server gets connections and answers none of them",
    because: "By {method} the packets arrive for {vip}, which {node} does not have.",
    see: addresses,
    hints: [
      "For which address are the packets that arrive at {node}?",
      "The director does not change that address, and a host drops what is for none of its own.",
      "Add {vip}/32 in {file}: on lo, or on tunl0 for tunnels.",
    ],
    why: "With direct routing and tunnels the packet still carries the virtual address when it comes to the real server. Only a host that has the address takes it, and can answer in its name.",
    example: "#!/bin/sh\nsysctl -w net.ipv4.conf.all.arp_ignore=1\n# and no `ip address add`",
  },
  "answers-arp": {
    title: "It works, stops, works again; or one real server gets everything",
    because:
      "{node} has {vip} and answers ARP for it on {device}: arp_ignore is 0 for all and for {device}.",
    see: "halab exec {lab} client -- arping -c 2 -I eth0 {vip}",
    hints: [
      "Several nodes have {vip}. Who of them may say so?",
      "Linux answers ARP for each address that it has, on whatever interface. Which setting makes it answer only for those of the interface that was asked?",
      "Write `sysctl -w net.ipv4.conf.all.arp_ignore=1` into {file}, before the address is added.",
    ],
    why: "Who is quickest in answering ARP gets all packets of that client. If it is a real server, nothing is balanced any more, and nothing fails over when it dies.",
    example: "ip address add 10.81.0.100/32 dev lo\n# no arp_ignore",
  },
  "address-on-card": {
    title: "It works, stops, works again; or one real server gets everything",
    because:
      "{node} has {vip} on {device} itself, and with arp_ignore 1 it answers ARP there for all addresses of {device}.",
    see: "halab exec {lab} client -- arping -c 2 -I eth0 {vip}",
    hints: [
      "Several nodes have {vip}. Who of them may say so?",
      "arp_ignore 1 keeps quiet about addresses of other interfaces. On which one is {vip}?",
      "Put the address on lo: `ip address add {vip}/32 dev lo` in line {line} of {file}.",
    ],
    why: "Who is quickest in answering ARP gets all packets of that client. The setting hides only what is on another interface than the one that was asked.",
    example: "sysctl -w net.ipv4.conf.all.arp_ignore=1\nip address add 10.81.0.100/32 dev eth0",
  },
  "announces-address": {
    title: "After a while a client's packets go to one real server",
    because:
      "{node} has {vip}, and with arp_announce {level} on {device} its own ARP questions name that address as the sender's.",
    see: "halab exec {lab} client -- timeout 5 tcpdump -leni eth0 arp and host {vip}",
    hints: [
      "Which address stands in a question that {node} asks before it answers a client?",
      "Whoever hears an ARP question learns the asker's address and MAC. arp_ignore does not change questions.",
      "Write `sysctl -w net.ipv4.conf.all.arp_announce=2` into {file}, before the address is added.",
    ],
    why: "The answer to the client has the virtual address as its source, and by default the kernel asks for the client's MAC in the name of that address. The client then believes that the address lives at the real server.",
    example: "sysctl -w net.ipv4.conf.all.arp_ignore=1\nip address add 10.81.0.100/32 dev lo",
  },
  "address-takes-network": {
    title: "Real servers get the packets, and the answer never leaves them",
    because:
      "{vip}/{prefix} on lo makes all addresses of that network {node}'s own, also the client's {client}.",
    see: "halab exec {lab} {node} -- ip route get {client}",
    hints: [
      "Where does {node} send a packet for {client}?",
      "On lo, every address that the prefix covers is local. How many shall it be?",
      "Write {vip}/32 in line {line} of {file}.",
    ],
    why: "An address on the loopback device brings its whole prefix: the kernel takes all of it for itself. The answer to a client of that network is handed to the server itself.",
    example: "ip address add 10.81.0.100/24 dev lo",
  },
  "tunnel-down": {
    title: "A real server gets connections and answers none of them",
    because: "The director packs the packets for {node} into IP-in-IP, but tunl0 is not up there.",
    see: "halab exec {lab} {node} -- ip -brief link show tunl0",
    hints: [
      "What arrives at {node}: which protocol stands in the outer header?",
      "Who unpacks an IP-in-IP packet, and in which state has that device to be?",
      "Write `ip link set dev tunl0 up` into {file}.",
    ],
    why: "A device that is down unpacks nothing: the packets of the tunnel are dropped without a word. The health checks go another way, so the director takes the server for healthy.",
    example: "ip address add 10.82.1.100/32 dev tunl0\nip link set dev tunl0 down",
  },
  "strict-filter": {
    title: "Packets come out of the tunnel, and nobody answers",
    because:
      "rp_filter is {all} for all and {own} for tunl0 on {node}: strict, so it drops what comes out of tunl0 from a sender that is reached by another device.",
    see: "halab exec {lab} {node} -- nstat -az IpReversePathFilter",
    hints: [
      "By which device does a client's packet come in on {node}, and by which does the answer leave?",
      "The reverse path filter compares the two. The larger value of `all` and of the device counts.",
      "Write `sysctl -w net.ipv4.conf.tunl0.rp_filter=2` (loose) into {file}; or 0 for both.",
    ],
    why: "Strict reverse path filtering drops packets whose sender would be answered by another device. With tunnels that is always so: in through tunl0, out through the card.",
    example: "ip link set dev tunl0 up\n# net.ipv4.conf.all.rp_filter is 1",
  },
  "port-cannot-change": {
    title: "Connections to this service are refused",
    because: "By {method} the port stays {service}, but the real server is given port {port}.",
    see: "halab exec {lab} {node} -- ipvsadm -Ln",
    hints: [
      "Who would change the port in the packet?",
      "Only NAT rewrites packets. DR and TUN hand them on as they are.",
      "Give the real server port {service} in line {line} of {file}, as the service has it.",
    ],
    why: "With direct routing and tunnels the director leaves the packet as it is. A real server that listens on another port never sees the connection.",
    example: "virtual_server 10.81.0.100 80 {\n  lb_kind DR\n  real_server 10.81.0.21 8080 {",
  },
};
