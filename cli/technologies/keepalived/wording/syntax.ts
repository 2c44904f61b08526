import type { Texts } from "../../../core/kinds/rule.ts";

/** What keepalived cannot read. */
export const syntaxTexts: Texts = {
  "brace-missing": {
    title: "keepalived misreads {node}'s configuration from line {line} on",
    because: "{file} lacks {missing}; line {line} says: {text}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Which block does line {line} of {file} belong to, and where does that block end?",
      'Count the braces and quotes around line {line}: each { has its }, each " has its second one in the same line.',
      "Add {missing}.",
    ],
    why: "A block goes on until its own closing brace. What follows is then read as a part of it, with keywords that it does not know, so whole instances and scripts vanish. keepalived mostly starts all the same, with what is left.",
    example: "virtual_ipaddress {\n    10.0.0.100/24\ntrack_script {",
  },
  "unknown-keyword": {
    title: "keepalived ignores a line of {node}'s configuration",
    because: '"{keyword}" is no keyword {block}, so line {line} of {file} does nothing: {advice}',
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "What was line {line} of {file} meant to do, and does the daemon do it?",
      "Look {keyword} up in keepalived.conf(5): how is it spelt, and in which block does it stand?",
      "Line {line}: {advice}",
    ],
    why: 'keepalived says "Unknown keyword" in its log and goes on without the line, or without the whole block. Then its default holds, and nothing but the log tells. Comments begin with ! or #, nothing else.',
    example: "prioritiy 150",
  },
  "number-wrong": {
    title: "{node} does not use the {keyword} that you wrote",
    because: "{keyword} {value} is not taken: it must {must}, so keepalived uses {taken}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Which {keyword} does {node} have in force?",
      "keepalived.conf(5) says which values {keyword} may have. {value} is none of them.",
      "Line {line} of {file}: it must {must}.",
    ],
    why: "A value out of its range is replaced, not refused. The cluster runs with a number that nobody wrote, and the timers of the report are others than those in the file.",
    example: "vrrp_version 2\nadvert_int 0.2",
  },
  "state-word-wrong": {
    title: "{node} begins in another state than you wrote",
    because: 'state "{word}" is neither MASTER nor BACKUP, so keepalived takes BACKUP',
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Which states may an instance begin in, and how are they written?",
      "The words of `state` are written in capital letters.",
      "Write `state {meant}` in line {line} of {file}.",
    ],
    why: "The state is where an instance begins; after that, priorities decide. So a wrong word is seldom seen, until the start order matters.",
    example: "state Master",
  },
  "include-missing": {
    title: "A file that {node}'s configuration includes is not there",
    because: "line {line} of {file} includes {path}, and {node} has no such file",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "Which files does {node} really have below /etc/keepalived?",
      "A path without / at its front is looked for beside the file that includes it.",
      "Put {path} into {node}'s folder, or correct line {line}.",
    ],
    why: "keepalived logs that nothing matched, and goes on without it. Whatever the file would have said is missing.",
    example: "include /etc/keepalived/site.conf",
  },
};
