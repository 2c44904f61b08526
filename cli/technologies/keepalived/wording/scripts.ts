import type { Texts } from "../../../core/kinds/rule.ts";

/** The commands that keepalived runs. */
export const scriptTexts: Texts = {
  "script-missing": {
    title: "The check script of {node} is not there",
    because: "{name} runs {path}, and {node} has no such file",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "What does the script say when you run it by hand on {node}?",
      "Only what lies in your folder for {node} is on {node}.",
      "Put the script into {node}{path} of your folder, or correct the path.",
    ],
    why: "A command that cannot be run counts as failed, or is left out. Then the instance is in FAULT from the beginning, or is not tracked.",
    example: 'script "/etc/keepalived/check.sh"   # forgotten on lb2',
  },
  "script-not-executable": {
    title: "keepalived may not run the check script of {node}",
    because: "{path} has the mode {mode}, so nobody may execute it",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "What happens when you run {path} by its name on {node}?",
      "keepalived executes the file itself. Which permission does that need?",
      'Run `chmod +x` on the file in your folder, or call its interpreter: script "/bin/sh {path}".',
    ],
    why: "Without the permission to execute, keepalived disables the script or takes it for failed.",
    example: "-rw-r--r-- /etc/keepalived/check.sh",
  },
  "script-needs-shell": {
    title: "A check of {node} does not do what its command line says",
    because: '"{word}" means something to a shell only, and keepalived runs {program} without one',
    see: "halab logs {lab} {node}",
    hints: [
      "Who reads the word {word}: a shell, or {program}?",
      "keepalived splits the line into words and executes the first one with the others as its arguments.",
      "Write a script file, or script \"/bin/sh -c '...'\".",
    ],
    why: "Pipes, lists and redirections are a shell's. Without it they are arguments, so the command fails always or tests something else.",
    example: 'script "/usr/bin/pgrep haproxy && /bin/true"',
  },
  "script-not-secure": {
    title: "keepalived on {node} would run a script that anybody changed",
    because: "{name} is tracked, and global_defs has no enable_script_security",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "As which user does keepalived run its scripts?",
      "keepalived.conf(5): enable_script_security, script_user.",
      "Write enable_script_security and a script_user into global_defs.",
    ],
    why: 'A script that runs as root and can be written by others gives them root. keepalived only warns ("SECURITY VIOLATION") unless it is told to refuse.',
    example: "global_defs {\n  router_id lb1\n}",
  },
  "script-disabled": {
    title: "keepalived on {node} refuses to run its check script",
    because: "{path} can be changed by others than root, so keepalived disabled it: {said}",
    see: "halab exec {lab} {node} -- ls -ld {path}",
    hints: [
      "Who may write to {path}, or to a folder on the way there?",
      "With enable_script_security a script of root must be root's alone, and so must all folders above it.",
      "Take the permission to write away from group and others, or run the script as another user.",
    ],
    why: "Whoever may write to a script that root runs is root. keepalived leaves such a script out, and then nothing is tracked.",
    example: "-rwxrwxrwx /etc/keepalived/check.sh",
  },
  "script-cannot-run": {
    title: "The check of {node} fails, whatever it looks at",
    because: "the script {name} ended with {status}: a command in it {what}",
    see: "halab logs {lab} {node}",
    hints: [
      "What does the command of {name} say when you run it by hand on {node}?",
      "126 and 127 come from the one who tried to run a command, not from the command.",
      "Write the whole path of a program that {node} has.",
    ],
    why: "keepalived takes every exit code but 0 for a failure. A command that cannot be run fails always, so the director is in FAULT, or has the lower priority, from its start.",
    example: "script \"/bin/sh -c 'pidofproxy haproxy'\"",
  },
  "script-user-missing": {
    title: "keepalived on {node} does not run its check script",
    because:
      "enable_script_security is set without a script_user, so {name} would be run as {user}, a user that {node} does not have",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "As which user is {name} run, and is there such a user?",
      "keepalived.conf(5), enable_script_security: which user does it want where none is named?",
      "Write script_user root into global_defs, or a user into the script.",
    ],
    why: 'With script security keepalived does not fall back to root. It removes a script whose user does not exist ("Unable to set default user for vrrp script ... - removing"), and starts without it.',
    example: "global_defs {\n  enable_script_security\n}   # and no script_user",
  },
  "script-finds-itself": {
    title: "The check of {node} succeeds, whether the service lives or not",
    because: "{name} looks for {word} with `ps | grep`, and that line has the word {word} itself",
    see: "halab exec {lab} {node} -- sh -c 'ps aux | grep {word}'",
    hints: [
      "What does the command of {name} find when the service is stopped?",
      "Each process that `ps` lists has its command line there, and so has grep.",
      "Use `pgrep -x {word}`, or `killall -0 {word}`.",
    ],
    why: "A check that finds itself never fails, and a check that never fails is none.",
    example: "script \"/bin/sh -c 'ps aux | grep haproxy'\"",
  },
};
