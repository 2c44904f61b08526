import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "daemon-warns": {
    title: "{service} warns of something in its files, and runs all the same",
    because: "{service} of {node} says: {said}",
    see: "halab exec {lab} {node} -- halab-svc warnings {service}",
    hints: [
      "What did the daemon do in place of what you wrote?",
      "Look at {file}, and at the daemon's own words.",
      "Write what it can take as it stands, until it says nothing.",
    ],
    why: "A daemon that warns runs with something else than what stands there: it leaves a word out, cuts a value, or takes a default. Often that is harmless, and sometimes it is the one line that matters.",
    example: "auth_pass correcthorse    # keepalived keeps the first 8 characters",
  },
  "not-running": {
    title: "{service} does not run on {node}",
    because: "{node} should run {service}, but no process of it answers",
    see: "halab exec {lab} {node} -- halab-svc pids {service}",
    hints: [
      "Did it start at all, and what did it say last?",
      "Read what it logged: halab logs {lab} {node}.",
      "Mend what its log names, and start it: halab exec {lab} {node} -- halab-svc start {service}",
    ],
    why: "A daemon that is not there does nothing of what its files say, however right they are.",
    example:
      "keepalived: Configuration file '/etc/keepalived/keepalived.conf' is not a regular non-executable file",
  },
  refuses: {
    title: "{service} refuses its files, and does not start",
    because: "{service} of {node} says: {said}",
    see: "halab exec {lab} {node} -- halab-svc check {service}",
    hints: [
      "Which word does it stumble over, and what did it expect there?",
      "Look at line {line} of {file}, and at the one before it: a bracket or a semicolon that is missing shows late.",
      "Mend that line as the daemon's manual has it, then: halab apply",
    ],
    why: "A daemon that does not take its configuration does not run at all: nothing else of what stands there counts, however right it is.",
    example: "vrrp_instance site {    # and no } at its end",
  },
  "versions-differ": {
    title: "{service} is not the same program on all nodes",
    because: "{those} runs {mine}, and {others} {theirs}.",
    see: "halab exec {lab} {node} -- sha256sum {file}",
    hints: [
      "Which version runs where, and is an upgrade under way?",
      "A process runs the file that it was started with, whatever lies on the disk now.",
      "Bring all nodes to one version, and start {service} anew where the old one still runs.",
    ],
    why: "Versions side by side are a state to pass through, not to stay in: what one of them writes the other one may not read, and what fails then was tested by nobody.",
    example: "redis-server (5:7.0.15)    # and 5:8.0.2 on the others",
  },
};

/** What `halab validate` asks. */
export const tests = {
  versions: "Nodes with the same service run the same program",
  daemons: "Every daemon accepts its files, warns of nothing, and runs",
};
