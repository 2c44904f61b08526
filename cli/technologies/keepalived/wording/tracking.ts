import type { Texts } from "../../../core/kinds/rule.ts";

/** What makes a director let go, though it lives. */
export const trackingTexts: Texts = {
  "not-tracked": {
    title: "{service} is dead, and the address stays",
    because:
      "the instance {name} on {nodes} tracks nothing, so keepalived never learns that {service} died (step {step})",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "How would keepalived learn that {service} is dead?",
      "A heartbeat says that the machine lives. keepalived.conf(5), VRRP script(s), says how to look after a service.",
      "Define a vrrp_script that fails when {service} is dead, and name it in track_script of {name}. A script that is only defined is not run.",
    ],
    why: "VRRP knows of routers, not of what they serve. Without tracking a director keeps the address while its service is gone, and users get errors from a healthy machine.",
    example: "vrrp_script balancer { ... }\nvrrp_instance site {\n  # no track_script\n}",
  },
  "moves-alone": {
    title: "One address moves, the other one stays",
    because:
      "the instance {name} ({addresses}) on {node} does not look at {device}, so it stays when that cable is pulled (step {step})",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "What does the instance {name} notice of a cable that is not its own?",
      "Which addresses have to be on the same director, always? keepalived.conf(5): vrrp_sync_group, track_interface.",
      "Put the instances into one vrrp_sync_group, or all addresses into one instance, or {device} into track_interface of {name}.",
    ],
    why: "Each instance decides for itself. A director with one of two addresses takes requests whose answers go elsewhere.",
    example:
      "vrrp_instance front { interface eth0 }\nvrrp_instance back { interface eth1 }   # and no group",
  },
  "tracked-undefined": {
    title: "keepalived on {node} tracks a thing that does not exist",
    because: '{list} names "{name}", and no {block} is called so: {advice}',
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Which {block} does {node} define?",
      "Compare the name in {list} with the names behind {block}, letter by letter.",
      "Correct the name in line {line} of {file}, or define {block} {name}.",
    ],
    why: "keepalived says that it was not found, and goes on without it. Nothing is tracked then.",
    example: "vrrp_script check_haproxy { ... }\ntrack_script {\n  chk_haproxy\n}",
  },
  "sync-group-member-unknown": {
    title: "The addresses of a sync group do not move together",
    because: 'the group {group} names "{member}", and no instance is called so: {advice}',
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Which instances does {node} have, and how are they called?",
      "A group lists the names behind vrrp_instance.",
      "Correct {member} in line {line} of {file}.",
    ],
    why: "A member that does not exist is left out, and a group with one member ties nothing together.",
    example: "vrrp_sync_group both {\n  group {\n    front\n    bakc\n  }\n}",
  },
  "tracking-too-weak": {
    title: "The script fails, and the address stays",
    because:
      "when all that {node} tracks has failed, its priority is {failed} ({well} before), which is not below {other}'s {otherPriority}",
    see: "halab exec {lab} {node} -- tcpdump -vlni any -c 3 proto 112",
    hints: [
      "Which priority does {node} announce while its script fails?",
      "Work out: priority with the weight, against the other one's priority.",
      "The weight has to make a difference of at least {least}; or leave the weight out, so that the instance goes to FAULT.",
    ],
    why: "A weight changes the priority, nothing else. As long as it is still the highest, its router stays master.",
    example: "priority 150   # the other has 100\nweight -20     # 130 is still more",
  },
  "weight-against-nopreempt": {
    title: "The script fails, the priority falls, and the address stays",
    because:
      "{other}'s priority falls from {well} to {failed}, but {node} has `nopreempt` and lets every master be that sends adverts",
    see: "halab logs {lab} {node}",
    hints: [
      "What does {node} do when it hears a master with a lower priority?",
      "A weight keeps the master sending. Which other effect can a failed script have?",
      "Leave the weight out, so that {other} goes to FAULT and falls silent; or take `nopreempt` out on {node}.",
    ],
    why: "With nopreempt a backup takes over when the master is silent, never because it is lesser. Only FAULT makes it silent.",
    example: "weight -60    # lb1\nnopreempt     # lb2",
  },
  "tracking-too-slow": {
    title: "It takes too long until {of} notices that its service is dead",
    because:
      "the script {name} runs every {interval} s and has to fail {fall} times: {least} to {most} s, and step {step} bears {limit} s",
    see: "halab logs {lab} {node}",
    hints: [
      "How long after the death of the service does the script fail for the last time that counts?",
      "Detection takes interval · fall at worst. Which of the two can be smaller?",
      "Lower interval (1 s) or fall (1) of the script {name}.",
    ],
    why: "Users wait for the detection and for the takeover. More failures to be sure, or seldom looks to be thrifty, are paid by them.",
    example: "interval 5\nfall 3",
  },
  "weight-ignored": {
    title: "The script fails, and the address stays",
    because: "{name} {reason}, and there the script {script} with its weight {weight} is ignored",
    see: "halab logs {lab} {node}",
    hints: [
      "Does {node} run the script {script} at all?",
      "Whose priority may not change while it runs? keepalived.conf(5), VRRP synchronization group(s).",
      "Leave the weight out, so that the instance goes to FAULT; in a group, sync_group_tracking_weight is the other way.",
    ],
    why: 'A group changes as a whole, and an owner has 255 always. A weight would change the priority of one instance, so keepalived leaves such scripts out ("ignoring tracked script ... with weights due to SYNC group").',
    example: "vrrp_sync_group all { group { site } }\nvrrp_script check { weight -60 ... }",
  },
};
