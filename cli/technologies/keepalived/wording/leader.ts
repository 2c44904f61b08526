import type { Texts } from "../../../core/kinds/rule.ts";

/** Who leads, and how soon somebody else does. */
export const leaderTexts: Texts = {
  "equal-priorities": {
    title: "Whoever starts first has the address",
    because: "{owner} and {other} both have priority {priority}, and the lab wants {owner} to lead",
    see: "halab exec {lab} {node} -- tcpdump -vlni any -c 3 proto 112",
    hints: [
      "By which number do the directors decide who leads?",
      "Compare `priority` on {owner} and {other}. Without the line it is 100.",
      "Give {owner} a higher priority than {other}.",
    ],
    why: "With equal priorities a backup stays backup, so an owner that comes back does not get its address again. If both claim at once, the higher IP address wins, whoever was meant to.",
    example: "priority 100   # lb1\npriority 100   # lb2",
  },
  "wrong-leader": {
    title: "{other} has the address instead of {node}",
    because:
      "the lab wants {node} to lead, with priority {priority}, but {other} has {otherPriority}",
    see: "halab exec {lab} {node} -- tcpdump -vlni any -c 3 proto 112",
    hints: [
      "Who has to lead while all is well?",
      "Compare `priority` on both; weights of scripts that succeed count as well.",
      "Give {node} a priority above {otherPriority}, or {other} one below {priority}.",
    ],
    why: "The highest priority leads. `state MASTER` is only where a router begins; it does not make it win.",
    example: "priority 100   # lb1, which should lead\npriority 150   # lb2",
  },
  "failback-forbidden": {
    title: "{node} comes back, and does not get its address back",
    because:
      "`nopreempt` keeps {node} from taking {address} from the lesser one, and step {step} waits for that",
    see: "halab logs {lab} {node}",
    hints: [
      "What does {node} do when it hears a lesser master?",
      "Which directive forbids a better router to take over? Does this lab want that?",
      "Take `nopreempt` out, line {line} of {file}. (`preempt_delay` only delays it.)",
    ],
    why: "Without preemption the address stays where it is until its owner fails. That saves a second move, and is right where connections would break; here the first director has to have it again.",
    example: "state BACKUP\npriority 150\nnopreempt",
  },
  "nopreempt-with-master": {
    title: "`nopreempt` has no effect on {node}",
    because: "keepalived clears `nopreempt` where the instance has {why}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "In which state does this instance begin?",
      "keepalived.conf(5), nopreempt: which initial state does it need?",
      "Write `state BACKUP` on all directors, or take `nopreempt` out.",
    ],
    why: 'Who begins as MASTER has taken the address already, so there is nothing left to forbid ("nopreempt will not work with initial state MASTER - clearing"). The director that comes back takes over after all.',
    example: "state MASTER\nnopreempt",
  },
  "advert-too-slow": {
    title: "The failover takes longer than the lab bears",
    because:
      "with an advert every {advert} s {other} takes over after {lowest} to {highest} s, and step {step} bears {limit} s",
    see: "halab exec {lab} {node} -- tcpdump -lni any -c 3 proto 112",
    hints: [
      "How long does a backup wait until it believes that the master is dead?",
      "It is 3 · advert_int + skew. Which advert_int makes that short enough?",
      "Lower advert_int on all directors alike, to 1 s for instance.",
    ],
    why: "A backup waits for three intervals and the skew, however fast everything else is. Slow adverts keep VRRP's formula and still lose the users.",
    example: "advert_int 3",
  },
  "takeover-by-luck": {
    title: "The failover is in time by luck only",
    because:
      "with an advert every {advert} s {other} takes over after {lowest} to {highest} s, and step {step} bears {limit} s",
    see: "halab exec {lab} {node} -- tcpdump -lni any -c 3 proto 112",
    hints: [
      "What are the shortest and the longest time that a takeover can take?",
      "It depends on when the master dies between two adverts: 2 to 3 intervals and the skew.",
      "Lower advert_int on all directors, so that the longest time is below {limit} s, too.",
    ],
    why: "The time of a takeover is not one number: it depends on how old the last advert is. A limit between the two ends is kept in some runs, and broken in others.",
    example: "advert_int 2",
  },
};
