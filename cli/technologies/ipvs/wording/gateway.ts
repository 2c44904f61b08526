/** What the rules about NAT say: the answers pass the director. */
import type { Texts } from "../../../core/kinds/rule.ts";

const routes = "halab exec {lab} {node} -- ip route";

export const gatewayTexts: Texts = {
  "default-route-not-director": {
    title: "Requests arrive at the real servers, and no answer comes back",
    because: "The answers of {node} to {client} go by: {gateway}. That is no director's address.",
    see: routes,
    hints: [
      "Which way does the answer of {node} take to the client?",
      "With NAT the director has to put its own address back into the answer. So who must be the gateway?",
      "Write `ip route replace default via ADDRESS` into {file}, with the address that moves with the service.",
    ],
    why: "IPVS changes the destination of requests and not their source. The answer has to pass the same director, or the client gets it from an address that it never asked.",
    example: "ip route replace unreachable default",
  },
  "answers-directly": {
    title: "Clients refuse the answers that they get",
    because:
      "{node} forwards by NAT, but the real servers share a network with the client {client}, and answer it directly.",
    see: "halab exec {lab} client -- timeout 5 tcpdump -lni eth0 tcp",
    hints: [
      "From which address does the answer come, and which one did the client ask?",
      "Only the director can put its own address back into an answer. Which way do answers within one network take?",
      "Take DR where clients and real servers share a network; or see to it that answers to {client} go by the director.",
    ],
    why: "NAT needs both directions at the director. A real server that reaches the client without a router answers in its own name, and the client resets a connection that it never began.",
    example: "lb_kind NAT\n# client and real servers in one subnet",
  },
  "gateway-is-one-director": {
    title: "After a failover the real servers answer into the void",
    because: "{node}'s gateway {gateway} is {director}'s own address, whichever director balances.",
    see: routes,
    hints: [
      "{director} dies. Which way do the answers take then?",
      "The gateway has to be where the virtual service is. Which kind of address can move?",
      "Put a gateway address into the VRRP instance of the directors, and write it into line {line} of {file}.",
    ],
    why: "An address of one director stays with it, and dies with it. The answers have to pass whoever balances at the moment, so the gateway is a virtual address, too.",
    example: "ip route replace default via 10.77.2.11",
  },
  "gateway-stays": {
    title: "After a failover the real servers answer into the void",
    because:
      "The real servers' gateway {gateway} is an address that {node} has always; VRRP does not move it.",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "Who has the gateway's address when {node} has lost the virtual one?",
      "Two addresses belong together here. Which configuration moves addresses?",
      "Take line {line} out of {file}, and add {gateway} to virtual_ipaddress in keepalived.conf of both directors.",
    ],
    why: "The address of the service and the gateway of the real servers must be on the same director, before and after a failover. What stands in rc.local never moves.",
    example: "ip address add 10.77.2.100/24 dev eth1",
  },
  "forwarding-off": {
    title: "Real servers answer, and the answers end at the director",
    because:
      "net.ipv4.ip_forward is {value} on {node}, which has to hand on the answers of real servers behind NAT.",
    see: "halab exec {lab} {node} -- sysctl net.ipv4.ip_forward",
    hints: [
      "An answer arrives at {node}, for the client. What does a host do with a packet that is not for itself?",
      "Which setting of the kernel makes a host a router?",
      "Write `sysctl -w net.ipv4.ip_forward=1` into {file}.",
    ],
    why: "Requests are for the director's own address, so they need no forwarding; answers are for the client. A host that does not forward drops them.",
    example: "sysctl -w net.ipv4.ip_forward=0",
  },
};
