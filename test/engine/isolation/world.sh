#!/bin/sh
# world.sh: in a network namespace of its own, a machine that forwards, with a segment's bridge, two nodes on it (a, b)
# and somebody outside (o), each in a namespace of its own. Prints what arrives outside, over and over, for each line
# that it reads: `v4 N v6 N host N bridged N` of two requests each. Ends with its stdin.
set -e
spawn() { unshare --net sleep infinity & }
ip link set lo up
spawn; a=$!
spawn; b=$!
spawn; o=$!
# unshare has done its part when the namespace is another one.
for pid in $a $b $o; do
  until [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
done
in_() { pid=$1; shift; nsenter --target "$pid" --net "$@"; }
ip link add br-world type bridge
ip link set br-world up
for pid in $a $b; do
  ip link add "v$pid" type veth peer name eth0 netns "$pid"
  ip link set "v$pid" master br-world up
done
ip link add out type veth peer name eth0 netns "$o"
ip link set out up
ip address add 198.18.7.1/24 dev out
ip -6 address add fd00:99::1/64 dev out nodad
for pid in $a $b $o; do in_ "$pid" ip link set eth0 up; done
in_ "$o" ip address add 198.18.7.2/24 dev eth0
in_ "$o" ip -6 address add fd00:99::2/64 dev eth0 nodad
in_ "$b" ip address add 10.5.0.2/24 dev eth0
in_ "$a" ip address add 10.5.0.1/24 dev eth0
in_ "$a" ip -6 address add fd00:5::1/64 dev eth0 nodad
# The node gives itself a router: the bridge's own link-layer address.
mac=$(ip -o link show br-world | sed 's/.*ether \([^ ]*\).*/\1/')
in_ "$a" ip neighbour add 10.5.0.254 lladdr "$mac" dev eth0
in_ "$a" ip route add default via 10.5.0.254
in_ "$a" ip -6 neighbour add fd00:5::fe lladdr "$mac" dev eth0
in_ "$a" ip -6 route add default via fd00:5::fe

# heard PID FILE COUNTER: how many echo requests came to a namespace.
heard4() { in_ "$1" awk '/^Icmp:/ { if (n) print $n; else for (i = 1; i <= NF; i++) if ($i == "InEchos") n = i }' /proc/self/net/snmp; }
heard6() { in_ "$1" awk '$1 == "Icmp6InEchos" { print $2 }' /proc/self/net/snmp6; }
ask() { in_ "$a" ping -q -c 2 -i 0.2 -W 1 "$@" > /dev/null 2>&1 || :; }
self=$$
echo ready
while read -r _; do
  v4=$(heard4 "$o") v6=$(heard6 "$o") host=$(heard4 $self) bridged=$(heard4 "$b")
  ask 198.18.7.2
  ask -6 fd00:99::2
  ask 198.18.7.1
  ask 10.5.0.2
  echo "v4 $(($(heard4 "$o") - v4)) v6 $(($(heard6 "$o") - v6)) host $(($(heard4 $self) - host)) bridged $(($(heard4 "$b") - bridged))"
done
kill "$a" "$b" "$o"
