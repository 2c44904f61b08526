import type { Texts } from "../../../core/kinds/rule.ts";

const tcpdump = "halab exec {lab} {node} -- tcpdump -vlni any -c 4 proto 112";
const log = "halab logs {lab} {node}";

/** What routers of one virtual router have to have in common. */
export const agreementTexts: Texts = {
  "vrid-differs": {
    title: "Both directors hold {address}",
    because:
      "{node} is in virtual router {vrid}, {other} in virtual router {otherVrid}, so neither listens to the other",
    see: tcpdump,
    hints: [
      "How does a director know which adverts are meant for it?",
      "Compare virtual_router_id on {node} and {other}.",
      "Write the same virtual_router_id on both: {vrid} or {otherVrid}.",
    ],
    why: "The router id says which adverts belong together. A router with another id throws them away without a word in its log, hears nobody, and becomes master. No log tells of it; only the adverts do.",
    example: "virtual_router_id 51   # lb1\nvirtual_router_id 99   # lb2",
  },
  "segment-differs": {
    title: "Both directors hold {address}",
    because:
      "{node} sends its adverts on {device} (segment {segment}), {other} on {otherDevice} (segment {otherSegment}), where neither hears the other",
    see: tcpdump,
    hints: [
      "On which cable does each director send its adverts?",
      "Compare `interface` on {node} and {other}, and look up which segment each lies on.",
      "Give both instances the interface on the same segment.",
    ],
    why: "Adverts are multicast with a TTL of 255 and never leave their segment. Two routers that speak on different segments are alone, each on its own.",
    example: "interface eth0   # d1\ninterface eth1   # d2",
  },
  "version-differs": {
    title: "Both directors are master",
    because: "{node} speaks VRRP version {version}, {other} version {otherVersion}",
    see: tcpdump,
    hints: [
      "Which version of VRRP do the adverts of each director have?",
      "Compare vrrp_version in global_defs, and version in the instance, on {node} and {other}.",
      "Set the same version on both.",
    ],
    why: "The two versions have different packets; a router discards adverts of another version than its own. Each hears nobody, and both are master.",
    example: "vrrp_version 2   # lb1\nvrrp_version 3   # lb2",
  },
  "address-lists-differ": {
    title: "{node} and {other} do not move the same addresses",
    because:
      "virtual router {vrid} has {list} on {node}, but {otherList} on {other}, so each discards the other's adverts",
    see: log,
    hints: [
      "Which addresses does each director announce in its adverts?",
      "Compare the lists virtual_ipaddress of {node} and {other}, address by address.",
      "Write the same addresses into both lists; the lab's probes say which.",
    ],
    why: 'keepalived compares the addresses of an advert with its own list and throws the packet away if they differ ("ip address associated with VRID ... not present in MASTER advert", "expected n VIPs but received m"). So both become master, and after a failover the right address may be nowhere.',
    example:
      "virtual_ipaddress { 10.0.0.100/24 }   # lb1\nvirtual_ipaddress { 10.0.0.101/24 }   # lb2",
  },
  "advert-differs": {
    title: "Both directors are master",
    because:
      "{node} sends an advert every {advert} s, {other} every {otherAdvert} s; version 2 discards adverts of another interval",
    see: log,
    hints: [
      "How often does each director send an advert?",
      "Compare advert_int on {node} and {other}. Which version of VRRP do they speak?",
      "Write the same advert_int on both.",
    ],
    why: 'In version 2 the interval must be the same everywhere; an advert with another one is dropped ("advertisement interval mismatch"). In version 3 a backup takes over the interval of its master.',
    example: "advert_int 2   # lb1\nadvert_int 1   # lb2",
  },
  "auth-differs": {
    title: "Both directors are master",
    because: "{node} authenticates with {auth}, {other} with {otherAuth}",
    see: log,
    hints: [
      "What does the log say of the adverts that arrive?",
      "Compare auth_type and auth_pass on {node} and {other}. Only the first 8 characters count.",
      "Write the same authentication block on both, or none.",
    ],
    why: 'An advert with another password or kind of authentication is dropped ("received an invalid passwd", "Invalid auth type"). The password is sent in clear text, so it guards against mistakes, not against attackers.',
    example: "auth_pass one-word   # lb1\nauth_pass another    # lb2",
  },
  "auth-too-long": {
    title: "Only a part of {node}'s VRRP password counts",
    because: 'auth_pass has {length} characters, of which {most} are sent: "{sent}"',
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "How many bytes has an advert for the password?",
      "keepalived.conf(5) says it at auth_pass.",
      "Use at most {most} characters.",
    ],
    why: 'The field in the packet has 8 bytes. keepalived cuts the rest off, and says "Truncating auth_pass"; two long passwords with the same beginning are the same one.',
    example: "auth_pass a-very-long-password",
  },
};
