/** What the rules about /etc/samba/smb.conf say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const testparm = "halab exec {lab} {node} -- testparm -s";

export const controllerTexts: Texts = {
  "domain-differs": {
    title: "A controller does not come up, for it looks for another domain",
    because: "{node} has {name} {value}, {other} has {theirs}.",
    see: testparm,
    hints: [
      "Which domain is each controller of?",
      "`realm` and `workgroup` are the two names of one domain: the same on all of its controllers.",
      "Write `{name} = {theirs}` into line {line} of {node}'s {file}.",
    ],
    why: "A controller joins the domain that its own file names. Where nobody has that one, there is nothing to join.",
    example: "dc1: realm = LAB.TEST\ndc2: realm = LAB.LOCAL",
  },
  "smb-malformed": {
    title: "A setting has no effect, and nothing says why",
    because:
      "Line {line} of {node}'s {file} is none that Samba understands, and it skips it: {text}",
    see: testparm,
    hints: [
      "Which of your settings does `testparm -s` show?",
      "A line is `[SECTION]` or `NAME = VALUE`; whatever is neither is skipped, without a word.",
      "Mend line {line} of {file}.",
    ],
    why: "What was meant to be set is what Samba has by itself: another workgroup, an interval of minutes.",
    example: "workgroup LAB",
  },
  "names-alike": {
    title: "A controller takes the place of another one",
    because: "{node} is called {name} in the directory, and so is {other}.",
    see: testparm,
    hints: [
      "What is each controller called in the directory?",
      "A controller is called as its host, unless `netbios name` says otherwise; that name is its account.",
      "Take line {line} out of {file}.",
    ],
    why: "Who joins a domain removes the account that has its name, for it might be its own of an earlier time. The other controller is none any more, and nobody tells it.",
    example: "dc2: netbios name = DC1",
  },
  "service-missing": {
    title: "A controller lacks a part of what it is for",
    because: "{node}'s `server services` lacks {missing}.",
    see: "halab exec {lab} {node} -- samba-tool processes",
    hints: [
      "Which of Samba's tasks run on this controller?",
      "drepl replicates, kcc works out with whom, kdc issues tickets, ldap, cldap and rpc answer, dns and dnsupdate have the names.",
      "Add {missing} to line {line} of {file}.",
    ],
    why: "A list of one's own replaces Samba's: what it does not name is not started, and nothing says so.",
    example: "server services = rpc, ldap, cldap, kdc, kcc, dns",
  },
  "notify-slow": {
    title: "Changes come late",
    because:
      "{node} looks every {seconds} s for changes that its partners lack, and {limit} s is all that a change may take.",
    see: testparm,
    hints: [
      "When does a controller tell its partners of a change?",
      "Not as it happens: it looks every `dreplsrv:notify_interval` seconds, and a change may need two steps from partner to partner.",
      "Write `dreplsrv:notify_interval = 1` into {file} of every controller.",
    ],
    why: "A change waits for the next look, on average half an interval and at worst a whole one, on every step of its way.",
    example: "dreplsrv:notify_interval = 30",
  },
  "pull-slow": {
    title: "What is changed on one controller is long in coming to one that has just joined",
    because:
      "{node} pulls unasked every {seconds} s, and until it has done so once nobody tells it of changes; {limit} s is how long the lab waits.",
    see: "halab exec {lab} {node} -- samba-tool drs showrepl",
    hints: [
      "How does a controller come to be among those that a partner tells of its changes?",
      "It says so to the partner with each pull, and the first pull from a partner that joined later comes unasked: every `dreplsrv:periodic_interval` seconds.",
      "Write `dreplsrv:periodic_interval = 10` into {file} of every controller.",
    ],
    why: "A partner keeps a list of those whom it tells (repsTo). Who pulls is put on it; who has not pulled yet, or whose entry is gone, hears of nothing.",
    example: "# nothing: 300 s",
  },
  "kcc-slow": {
    title: "A controller without partners stays so for minutes",
    because:
      "{node} works out its topology every {seconds} s, and {limit} s is all that it may take.",
    see: testparm,
    hints: [
      "Who makes a connection that somebody has deleted, and when?",
      "The KCC does, at its next run: every `kccsrv:periodic_interval` seconds.",
      "Write `kccsrv:periodic_interval = 15` into {file} of every controller.",
    ],
    why: "Nobody wakes the KCC when a connection is gone. In between, a controller pulls from those that it still knows.",
    example: "# nothing: 300 s",
  },
  "log-quiet": {
    title: "Nothing in a log says that an object was renamed",
    because:
      "{node} logs replication at level {level}; Samba says what it does about a conflict at level 2.",
    see: "halab exec {lab} {node} -- grep 'Resolving conflict' /var/log/samba/log.samba",
    hints: [
      "Where would an administrator see that two objects had one name?",
      "Samba's log has classes with levels of their own; that of replication is `drs_repl`.",
      "Write `log level = 1 drs_repl:2` into {file}.",
    ],
    why: "A conflict is no error: replication settles it and goes on. Who does not look for CNF in the directory finds it in the log alone.",
    example: "log level = 1",
  },
  "plain-passwords": {
    title: "Passwords cross the network as they are",
    because: "{node} takes simple binds without TLS (line {line} of {file}).",
    see: testparm,
    hints: [
      "What does a client that binds by a password send?",
      "Samba refuses a simple bind without TLS unless it is told otherwise.",
      "Take line {line} out of {file}; clients use ldaps.",
    ],
    why: "An LDAP simple bind has the password in it. Without TLS everybody on the way reads it.",
    example: "ldap server require strong auth = no",
  },
};
