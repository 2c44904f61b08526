import type { Texts } from "../../../core/kinds/rule.ts";

const monitor = "halab exec {lab} {node} -- sh -c '{file} monitor; echo exit $?'";
const tester =
  "halab exec {lab} {node} -- ocf-tester -n test -o config=/etc/counterd/try.conf {file}";

/** Of the agent as a whole, of its meta-data and its exit codes. */
export const agentTexts: Texts = {
  "no-interpreter": {
    title: "Nobody can run the agent",
    because: 'The first line of {file} is "{line}", which names no program of the node.',
    see: "halab exec {lab} {node} -- {file} meta-data",
    hints: [
      "Who runs a file that is no program, and how does the kernel know?",
      "The first line says it: #! and the whole path of an interpreter, and nothing before it or at its end.",
      "Write `#!/bin/sh` (or /bin/bash, /usr/bin/python3, /usr/bin/perl) as the first line, and lines that end as Unix has them.",
    ],
    why: "The kernel reads the interpreter from the first line. A line end of Windows belongs to the name, and there is no program `sh` with a carriage return.",
    example: "#!/usr/local/bin/zsh",
  },
  "meta-data-malformed": {
    title: "What the agent says of itself is no XML",
    because: "What {file} prints for meta-data is not well-formed at line {line}: `{text}`.",
    see: "halab exec {lab} {node} -- {file} meta-data",
    hints: [
      "Who reads what meta-data prints?",
      "Pacemaker and its tools parse it as XML; one tag that nobody closes spoils all of it.",
      "Correct line {line} of {file}: close every element, and quote every attribute.",
    ],
    why: "Without meta-data that can be read no tool knows which parameters the agent takes and how long its actions may last, and Pacemaker does not know which of its parameters may be changed without a restart.",
    example: "<actions>\n<action name=start timeout=20s>\n</actions>",
  },
  "meta-data-lacks": {
    title: "The agent does not say what it can do",
    because: "The meta-data of {file} does not name {lack}.",
    see: "halab exec {lab} {node} -- crm_resource --show-metadata ocf:halab:counter",
    hints: [
      "What does a cluster's tool know of an agent that it has never run?",
      "Five actions are named in every agent's meta-data, and every parameter that somebody may set.",
      'Add what is missing ({lack}): `<action name="monitor" timeout="6s" interval="2s"/>`, or `<parameter name="config">` with its content.',
    ],
    why: "Tools read from it what they may configure: crm and pcs refuse, or warn of, an operation that the agent does not name.",
    example:
      '<actions>\n<action name="start" timeout="20s"/>\n<action name="stop" timeout="20s"/>\n</actions>',
  },
  "action-missing": {
    title: "The agent does not know an action that a cluster asks for",
    because: "The `case` of {file} has no arm for {action}.",
    see: tester,
    hints: [
      "Which actions does every agent have to know?",
      "start, stop, monitor, meta-data and validate-all; all others end with 3, OCF_ERR_UNIMPLEMENTED.",
      "Give the `case` an arm `{action})`.",
    ],
    why: "A cluster asks what the standard says that it may ask. 3 (not implemented) as the answer to one of those is a hard error: the resource is not tried on that node again.",
    example: "case $1 in\n  start) start ;;\n  stop) stop ;;\nesac",
  },
  "never-not-running": {
    title: "A stopped service looks like one that failed",
    because: "Nothing in {file} ends with 7 (OCF_NOT_RUNNING).",
    see: monitor,
    hints: [
      "What does your monitor say on a node that was never told to start anything?",
      "A cluster tells 'it is not here' (7) from 'it is here, and broken' (1).",
      "Where its process is not there, let monitor end with 7; keep 1 for one that is there and does not work.",
    ],
    why: "Before a start the cluster asks all nodes. Who says 1 there is taken for a node with a broken service: it is stopped first, counted as a failure, and tried again.",
    example: "monitor() {\n  lives || return 1\n}",
  },
  "always-success": {
    title: "Whatever happens, the agent says that all is well",
    because: "The last command of {file} is `{text}`, so 0 is what everybody hears.",
    see: monitor,
    hints: [
      "Which command's exit code is that of your agent?",
      "A script ends with the code of its last command.",
      "Take `{text}` of line {line} away, or end with the code of the action: `exit $?` directly after it.",
    ],
    why: "The exit code is all that a cluster believes. 0 of a monitor on three nodes is a service that runs three times; 0 of a start that failed is a service that nobody misses.",
    example: "case $1 in\n  start) start ;;\nesac\nexit 0",
  },
};
