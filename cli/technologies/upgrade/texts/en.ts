import type { Texts } from "../../../core/kinds/rule.ts";

const roles = "halab exec {lab} {node} -- redis-cli info replication";
const health = "halab exec {lab} {node} -- /usr/local/sbin/node-healthy";
const sent =
  "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'";

export const texts: Texts = {
  "no-handover": {
    title: "Users wait for a master that was stopped",
    because: "{file} of {node} stops the store, and never moves the master to another node.",
    see: roles,
    hints: [
      "What does the store of this node do for users while it is the master, and who does it while it is stopped?",
      "Ask ROLE first. If it is the master, a replica that is in step takes over before anything is stopped.",
      "Above the line that stops the store: redis-cli failover to ADDRESS 6379 timeout 1000, and wait until both say their new roles.",
    ],
    why: "A replica does not take over by itself, and a balancer can only send users to a master that is there. A planned stop needs a planned handover: that is a switchover, not a failover.",
    example: "halab-svc stop store",
  },
  "master-first": {
    title: "The master moves more often than it has to",
    because: "Line {line} of {file} upgrades {master}, the master, before {after}.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "How often does the master move in your order? And in another one?",
      "Whoever takes over from {master} should be upgraded already: then it never has to move again.",
      "Put {master} into the last line of {file}.",
    ],
    why: "Each move is a risk, and a moment in which users wait. With the master last it moves once, to a node that is done; with the master first it moves to one that has yet to go. And as long as the master has the old release there is a way back.",
    example: "n1\nn2\nn3",
  },
  "one-line": {
    title: "Several nodes are upgraded at the same time",
    because: "Line {line} of {file} has more than one node: {together} go at once.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "How many stores may be away at once, if the others are to do their work?",
      "The operator takes line after line, and all nodes of a line together.",
      "Give every node a line of its own.",
    ],
    why: "Three nodes bear that one is missing. Who stops two takes away what they are there for, and an upgrade that goes wrong has gone wrong everywhere.",
    example: "n3 n2 n1",
  },
  "node-forgotten": {
    title: "A node keeps the old release",
    because: "{file} of {node} does not name {missing}.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "Which nodes have a store, and which of them are in the order?",
      "Two releases side by side are a state to pass through, not to stay in.",
      "Write {missing} into {file}, on a line of its own; the master comes last.",
    ],
    why: "A cluster of two versions works until the old one has to take over: then it may not be able to read what the new one has written.",
    example: "n2\nn1",
  },
  "never-restarted": {
    title: "The new release lies there, and the old one runs",
    because: "{file} of {node} changes what /opt/store leads to, and never starts the store anew.",
    see: "halab exec {lab} {node} -- redis-cli info server",
    hints: [
      "Which program does a process run whose file was replaced?",
      "Ask the store itself which version it is, not the folder.",
      "halab-svc stop store before the link is changed, and halab-svc start store after it.",
    ],
    why: "A process is the program that it was started as, whatever lies at that path now. Many a security update is installed and not in force.",
    example: "ln -sfn redis-8.0 /opt/store",
  },
  "state-stays": {
    title: "The old release does not start again",
    because:
      "{file} of {node} starts the old release, and leaves the state that the new one wrote.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/redis/store.log",
    hints: [
      "In which format is the file that the old release finds at its start?",
      'Each release reads what older ones wrote. The other way round it says "Can\'t handle RDB format version", and ends.',
      "Put the old release's dump.rdb back before the start (upgrade-node keeps a copy), or remove the new one: the master tells a replica all.",
    ],
    why: "A program can be exchanged and exchanged back; its state cannot. So the way back has to be prepared before the way there is taken.",
    example: "ln -sfn redis-7.0 /opt/store\nhalab-svc start store",
  },
  "roles-forgotten": {
    title: "After its restart the old master is a master again",
    because: "{file} of {node} moves the master, and writes that into no file.",
    see: roles,
    hints: [
      "From where does a store know at its start whom it follows?",
      "What redis-cli is told holds until the process ends. The next start reads /etc/redis/redis.conf.",
      "After the move, on every member: redis-cli -h ADDRESS config rewrite.",
    ],
    why: "Two masters take things from users, and one of them will have to forget all of it. It is a split brain without any network failing.",
    example: "redis-cli replicaof 10.87.0.12 6379",
  },
  "shallow-health": {
    title: "A store that is empty counts as well",
    because: "{file} of {node} asks for a PING, and for nothing that the store has.",
    see: health,
    hints: [
      "What does PONG tell of the state of a store?",
      "A new release may run and answer, and yet not be able to read what its master sends.",
      "Ask redis-cli info replication: role:master, or master_link_status:up.",
    ],
    why: "The operator goes on to the next node when this script says yes. If it says so too early, the upgrade takes away the last copy.",
    example: '[ "$(redis-cli ping)" = PONG ]',
  },
  "second-master": {
    title: "Things that were acknowledged are gone",
    because: "{file} of {node} makes a replica a master while the old one goes on taking things.",
    see: roles,
    hints: [
      "What becomes of a thing that the old master acknowledges after the replica has left it?",
      "First nothing new may be taken, then the replica has to have everything, and only then roles are changed.",
      "redis-cli failover to ADDRESS 6379 does all three; or redis-cli client pause 2000 write before replicaof no one.",
    ],
    why: "REPLICAOF NO ONE asks nobody. Between it and the end of the old master there are two masters, and the old one's last writes are nowhere else.",
    example: "redis-cli -h 10.87.0.12 replicaof no one",
  },
  "no-way-back": {
    title: "What was upgraded stays upgraded",
    because: "{file} of {node} does not bring back any release.",
    see: "halab exec {lab} {node} -- readlink /opt/store",
    hints: [
      "A version is recalled after two of three nodes. What has to be done on them?",
      "The operator calls rollback-node with the release that ran before.",
      "Stop the store, ln -sfn RELEASE /opt/store, give it a state that it can read, start it.",
    ],
    why: "A way back that was never walked is none. It is written, and tried, before the upgrade.",
    example: "exit 0",
  },
  "left-in-maintenance": {
    title: "In the end no node is left for users",
    because: "{file} of {node} takes the node out at the balancer, and no script puts it back.",
    see: "halab exec {lab} lb -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'",
    hints: [
      "What does the balancer say of a node that was upgraded an hour ago?",
      "It is put back when it is done, and also when the script fails or is ended.",
      "trap '... state ready' EXIT, and a trap for HUP, INT and TERM that says exit 1, before it is taken out.",
    ],
    why: "Maintenance that nobody ends looks like peace: all is well until the last node is taken out, or the wrong one dies.",
    example: 'echo "set server shop/n3 state maint" | socat - TCP:10.87.0.10:9999',
  },
  "role-not-asked": {
    title: "Two of three users are refused",
    because: "{file} of {node} looks whether somebody listens, and not who is the master.",
    see: sent,
    hints: [
      "Which of the three stores can take something new, and how does the balancer know?",
      "A store answers ROLE; its first word is master or slave. HAProxy can send that and look at the answer.",
      "option tcp-check, tcp-check connect port 6379, tcp-check send ROLE\\r\\n, tcp-check expect string master.",
    ],
    why: "A replica is alive and well, and refuses to be written to. A check has to ask for what users need.",
    example: "option tcp-check\ntcp-check connect port 6379",
  },
  "no-retry": {
    title: "Users see the moment in which the master moves",
    because: "{file} of {node} passes on the refusal of a store that is no master any more.",
    see: sent,
    hints: [
      "A store refuses to take something. Has it been done, or not? May it be asked again?",
      "Health checks find a move some hundredths of a second late. What was sent there meanwhile comes back as 503.",
      "In the backend: retry-on conn-failure empty-response 503, retries 10, option redispatch 1.",
    ],
    why: "A refusal is the best of all failures: nothing was done, and somebody else can be asked at once. HAProxy tries again for failed connections alone unless it is told more.",
    example: "retries 3\noption redispatch 1",
  },
};
