import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "node-silent": {
    title: "{node} does not answer",
    because: "{node} was asked, and: {state}.",
    see: "halab ps {lab}",
    hints: [
      "Should {node} be on now?",
      "A node that is off or frozen has a fault in it, or somebody switched it off.",
      "Heal what is broken: halab heal {lab}; or start it again: halab up LAB --name {lab}",
    ],
    why: "What a node runs, and whom it reaches, only that node can say. A cluster with a member that is not there has used up its reserve before anything happened.",
    example: "n3  off",
  },
  "clocks-differ": {
    title: "The clock of {node} is another one than that of the others",
    because: "{node}'s clock is {seconds} s ahead of {other}'s (a minus: behind).",
    see: "halab exec {lab} {node} -- date",
    hints: [
      "What do the logs of two nodes say of one event, and when was it?",
      "Nodes keep their time together by NTP; who is set by hand drifts.",
      "Set the time of {node} (date --set), and see to it that something keeps it: chrony, ntpd.",
    ],
    why: "Logs of several nodes are laid side by side to see what was first. Rules with dates, timeouts of failures and signatures go by the clock as well; each node goes by its own.",
    example: "date: +12 s",
  },
  "clocks-far-apart": {
    title: "The clock of {node} is minutes away from the others'",
    because:
      "{node}'s clock is {seconds} s ahead of {other}'s (a minus: behind); a signature is refused from 300 s on.",
    see: "halab exec {lab} {node} -- date",
    hints: [
      "Which of your nodes' messages have a signature with a time in it?",
      "TSIG, Kerberos and TLS refuse what comes from another time.",
      "Set the time of {node} (date --set), and see to it that something keeps it: chrony, ntpd.",
    ],
    why: "Signed messages carry a time so that nobody can send an old one again. To a node that lives in another time every honest message is an old one.",
    example: "date: +3600 s",
  },
};

/** What `halab validate` asks. */
export const tests = {
  nodes: "Every node runs and answers",
  clocks: "The clocks of all nodes agree",
};
