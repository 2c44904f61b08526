import type { Texts } from "../../../core/kinds/rule.ts";

const monitor = "halab exec {lab} {node} -- sh -c '{file} monitor; echo exit $?'";
const log = "halab logs {lab} {node} -n 30";

/** Of what the agent does: monitor, start, stop. */
export const actionTexts: Texts = {
  "status-asks-nothing": {
    title: "A service that hangs is taken for one that works",
    because: "What {file} does for monitor never asks the service anything.",
    see: monitor,
    hints: [
      "What of your monitor changes when the process stands still (`kill -STOP`)?",
      "A process that is there, and a port that takes a connection, are the kernel's word. Ask what only the service can answer.",
      "Fetch `http://127.0.0.1:PORT/health` with a time limit, as `curl -s -f -m 2` does, and end with 1 where that fails.",
    ],
    why: "A monitor has to find out what users find out. The kernel accepts connections for a process that is stopped, out of memory or in an endless loop.",
    example: "monitor() {\n  pgrep -x counterd > /dev/null || return 7\n}",
  },
  "pid-file-believed": {
    title: "Another process is taken for the service, or is ended in its place",
    because:
      "{file} believes the number in the pid file: `kill -0` says that some process has it, and not which.",
    see: "halab exec {lab} {node} -- sh -c 'ps -p \"$(cat /run/counterd.pid)\"'",
    hints: [
      "Who has the number in the pid file after the service was killed?",
      "A killed process leaves its pid file behind, and numbers come again.",
      "Look at the name as well: `read -r name < /proc/$pid/comm`, and compare it with counterd.",
    ],
    why: "With a stale pid file monitor says 'it runs' of a service that is dead, and stop kills whoever has the number now.",
    example: 'lives() { kill -0 "$(cat /run/counterd.pid)"; }',
  },
  "start-returns-early": {
    title: "Start says 'it runs' before it serves",
    because:
      "{file} starts counterd, which goes to the background at once, and does not look whether it serves by then.",
    see: log,
    hints: [
      "What does counterd do in the seconds after its start?",
      "0 of a start means: it serves. The next monitor, and the resources after it, come at once. A pause of some seconds is too long for one node and too short for another.",
      "Ask for its health again and again until it is well: a loop around monitor, with a short sleep in it.",
    ],
    why: "The address follows as soon as start has ended, so users come too early; and a monitor that fails right after a start is a failure, which has the service stopped and started again.",
    example: 'start() {\n  counterd -c "$config"\n  sleep 2\n}',
  },
  "start-looks-not-first": {
    title: "What runs is started once more",
    because: "{file} starts counterd without a look whether it runs already.",
    see: "halab exec {lab} {node} -- sh -c 'export OCF_RESKEY_config=/etc/counterd/try.conf; {file} start; {file} start; pgrep -a -x counterd'",
    hints: [
      "What should start do where the service runs?",
      "Nothing, and end with 0. A cluster may ask for a start twice, after a controller's change for instance.",
      "Begin start with monitor: where that says 0, return 0.",
    ],
    why: "A second daemon finds the port taken and dies, but not before it has written its own number into the pid file. From then on nobody can stop the first one.",
    example: 'start() {\n  counterd -c "$config"\n}',
  },
  "start-waits-for-ever": {
    title: "A start that cannot succeed does not end",
    because:
      "The loop in what {file} does for start ends when the service is well, and at nothing else.",
    see: log,
    hints: [
      "counterd refuses to start, and ends. What does your start do then?",
      "Whoever waits for a process has to notice that it is gone.",
      "Wait as long as the process lives (`while lives; do ...`), and end with 1 after the loop.",
    ],
    why: "The cluster kills the start when its timeout is over. Until then, 20 s here, nobody tries another node, where it would have worked.",
    example: "until monitor; do\n  sleep 0.2\ndone",
  },
  "stop-returns-early": {
    title: "Stop says 'it is gone' while it still runs",
    because: "{file} sends a signal, and does not wait until the process has ended.",
    see: "halab exec {lab} {node} -- sh -c 'export OCF_RESKEY_config=/etc/counterd/try.conf; {file} start; {file} stop; pgrep -a -x counterd'",
    hints: [
      "What does counterd do between SIGTERM and its end?",
      "0 of a stop means: it is gone, and another node may begin. It saves last of all.",
      "After `kill -TERM` wait in a loop until the process is not there any more.",
    ],
    why: "The next node begins with what was saved so far, while the old one still saves: what was counted last is lost, and for a moment two are at work.",
    example: 'stop() {\n  kill -TERM "$pid"\n}',
  },
  "stop-cannot-kill": {
    title: "A service that hangs cannot be stopped",
    because: "{file} asks the process to end, and has nothing for one that does not.",
    see: log,
    hints: [
      "Does a process that stands still take SIGTERM?",
      "A signal that a process handles itself waits until it runs again. One signal needs no help of the process.",
      "After some seconds send `kill -KILL`, and wait once more; leave time for that within the stop's timeout.",
    ],
    why: "A stop that fails is the worst that an agent can say. With fencing the whole node is switched off for it; without fencing the service is started nowhere, since it may still run here.",
    example: 'stop() {\n  kill -TERM "$pid"\n  while lives; do sleep 0.1; done\n}',
  },
};
