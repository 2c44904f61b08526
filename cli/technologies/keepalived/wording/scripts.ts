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
    see: "halab exec {lab} {node} -- keepalived -t -f {file}",
    hints: [
      "As which user does keepalived run its scripts?",
      "keepalived.conf(5): enable_script_security, script_user.",
      "Write enable_script_security and a script_user into global_defs.",
    ],
    why: 'A script that runs as root and can be written by others gives them root. keepalived only warns ("SECURITY VIOLATION") unless it is told to refuse.',
    example: "global_defs {\n  router_id lb1\n}",
  },
};
