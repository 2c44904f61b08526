/** What the rules about services, schedulers, weights and persistence say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const table = "halab exec {lab} {node} -- ipvsadm -Ln";

export const balancingTexts: Texts = {
  "service-missing": {
    title: "Nobody answers on one of the ports",
    because: "Clients ask {service}, and {node} has no virtual_server for it.",
    see: table,
    hints: [
      "Which services does the director know?",
      "Compare the ports that the lab asks with the virtual_server blocks of {file}.",
      "Add a virtual_server block for {service} to {file}.",
    ],
    why: "The kernel balances the services of its table and nothing else. A packet to another port is for the director itself, where nobody listens.",
    example: "virtual_server 10.77.1.100 80 { ... }\n# and none for port 81",
  },
  "server-missing": {
    title: "One of the servers never gets a request",
    because: "The service {service} of {node} has no real server {server}.",
    see: table,
    hints: [
      "Which servers does the table of the director have for {service}?",
      "Count the real_server blocks of the virtual_server in line {line}.",
      "Add a real_server block with the address of {server}.",
    ],
    why: "What is not in the table gets no connection, however healthy it is. The others have to do its share.",
    example: "virtual_server 10.77.1.100 80 {\n  real_server 10.77.2.21 80 { ... }\n}",
  },
  "weights-differ": {
    title: "Servers do not get the shares that they should",
    because: "For {service} the weights of {servers} are {weights}, and the lab wants {wanted}.",
    see: table,
    hints: [
      "Which share of the connections does each server get, by its weight?",
      "The share of a server is its weight divided by the sum of all. Without a line `weight` it is 1.",
      "Set `weight` in the real_server blocks of {file} so that {servers} are as {wanted}.",
    ],
    why: "A weight says how much a server can do compared with the others. Equal weights give the weakest machine as much as the strongest.",
    example: "lb_algo wrr\nreal_server 10.77.2.21 81 {\n  weight 1\n}",
  },
  "scheduler-ignores-weights": {
    title: "Servers of unequal strength get equal shares",
    because:
      "{service} is scheduled by {scheduler}, which does not look at weights, and the lab wants unequal shares.",
    see: table,
    hints: [
      "Which rule chooses the server for a new connection?",
      "rr and lc take all servers for equal. Their weighted forms begin with a w.",
      "Write `lb_algo w{scheduler}` in line {line} of {file}.",
    ],
    why: "A scheduler without weights treats every server alike; the weights in the table then only say whether a server is used at all.",
    example: "lb_algo rr\nreal_server 10.77.2.21 81 {\n  weight 3\n}",
  },
  "no-persistence": {
    title: "A client gets another server with its next connection",
    because:
      "{service} is scheduled by {scheduler} and has no persistence, so nothing remembers a client.",
    see: "halab exec {lab} {node} -- ipvsadm -Lcn",
    hints: [
      "What does the director remember of a client between two connections?",
      "Either the server is computed from the client's address (a scheduler), or it is remembered for a while (persistence).",
      "Add `persistence_timeout SECONDS` to the virtual_server in {file}, or take the scheduler sh.",
    ],
    why: "Each new connection is scheduled anew. What a server remembers of its users is lost to them when the next connection goes elsewhere.",
    example: "virtual_server 10.77.1.100 83 {\n  lb_algo rr\n}",
  },
  "services-differ": {
    title: "After a failover connections are balanced differently",
    because: "For {service}, {what} on {node}: {mine}; on {other}: {theirs}.",
    see: table,
    hints: [
      "Which table is in force after the other director has taken over?",
      "Compare the virtual_server blocks of both directors.",
      "Make {what} of {service} the same on {node} and {other}.",
    ],
    why: "Each director fills its kernel's table from its own file; VRRP moves the address and nothing else. A difference shows only when the other one balances.",
    example: "d1: lb_algo wrr\nd2: lb_algo rr",
  },
};
