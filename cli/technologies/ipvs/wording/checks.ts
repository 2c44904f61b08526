/** What the rules about health checks say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const table = "halab exec {lab} {node} -- ipvsadm -Ln";

export const checkTexts: Texts = {
  "check-port-closed": {
    title: "No real server is ever used",
    because: "The health check in line {line} asks port {port}, on which nobody listens.",
    see: table,
    hints: [
      "What does the health check ask, and who answers there?",
      "Is the port of the check (connect_port) one on which the real servers listen?",
      "Take `connect_port {port}` out of {file}, so that the check asks the port of the real server.",
    ],
    why: "A check that is refused looks like a dead server: keepalived takes the server out, or never puts it in. The service itself may be in good health.",
    example: "TCP_CHECK {\n  connect_port 8080\n}",
  },
  "check-asks-another": {
    title: "A dead web server goes on getting requests",
    because:
      "The health check asks port {port}, where {other} answers; users are served by {serves}.",
    see: table,
    hints: [
      "{serves} dies. Does the check notice?",
      "Whom does the check ask, and who serves the users?",
      "Let the check in line {line} of {file} ask the port of the real server: without `connect_port {port}`.",
    ],
    why: "A check says something about what it asks, and about nothing else. Another program on the same machine lives on when the one that users need is dead.",
    example: "real_server 10.81.0.21 80 {\n  TCP_CHECK {\n    connect_port 7000",
  },
  "no-checks": {
    title: "A dead real server goes on getting connections",
    because: "The real server in line {line} of the service {service} has no health check.",
    see: table,
    hints: [
      "Who notices that a real server is dead?",
      "To the kernel a real server is an address. keepalived asks it, if it is told how.",
      "Add a TCP_CHECK or an HTTP_GET block to the real server in {file}.",
    ],
    why: "IPVS checks nothing, and a real server without a checker always counts as alive. So its share of the connections fails for as long as it is dead.",
    example: "real_server 10.77.2.21 80 {\n  weight 1\n}",
  },
  "patient-checks": {
    title: "Users wait too long for a dead server to be taken out",
    because:
      "Up to {worst} s pass (delay_loop {delay}, retry {retries}, delay_before_retry {pause}, connect_timeout {timeout}), and users bear {limit} s.",
    see: "halab logs {lab} {node}",
    hints: [
      "Add up: how long may it take from the death of a server until it is taken out?",
      "At most delay_loop + retry * delay_before_retry, and (retry + 1) * connect_timeout where the server is silent.",
      "Make retry, delay_before_retry or delay_loop in {file} smaller, until the sum is clearly below {limit}.",
    ],
    why: "Until the checks have given a server up, its share of the requests fails. More tries spare a slow server, and are paid for by the users of a dead one.",
    example: "delay_loop 2\nconnect_timeout 1\nretry 10\ndelay_before_retry 3",
  },
  "server-removed": {
    title: "keepalived has taken {server} out of the service",
    because: "Its health check failed: {said}",
    see: "halab exec {lab} {node} -- ipvsadm -Ln",
    hints: [
      "What does the health check ask {server} for, and what does it get?",
      "Ask the same from {node} by hand, with curl or nc: same address, same port, same path.",
      "Let the check ask for what a healthy server answers, or mend what the server answers.",
    ],
    why: "A server that its check finds dead gets nothing, however well it is. The log says what the check saw.",
    example: "HTTP_GET {\n  url {\n    path /health\n    status_code 200\n  }\n}",
  },
};
