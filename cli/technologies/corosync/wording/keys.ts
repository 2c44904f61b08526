/** What the keys and sections of corosync.conf do (corosync.conf(5), votequorum(5), corosync-qdevice(8)). */
import type { Directive } from "../../../core/kinds/rule.ts";

type Row = readonly [name: string, does: string, more?: Pick<Directive, "unit" | "otherwise">];

function table(source: string, rows: readonly Row[]): readonly (readonly [string, Directive])[] {
  return rows.map(([name, does, more]) => [name, { name, does, ...more, source }]);
}

const ms = "milliseconds";

/** By path: "totem.token". A section is its path alone. */
export const keyDirectives: ReadonlyMap<string, Directive> = new Map([
  ...table("corosync.conf(5)", [
    ["totem", "How members talk, and how soon one is given up."],
    ["totem.version", "The version of this file's form; only 2 exists."],
    [
      "totem.cluster_name",
      "The cluster's name; Pacemaker shows it, and older transports make a multicast address of it.",
    ],
    ["totem.transport", "How packets travel: knet, udpu, udp.", { otherwise: "knet" }],
    [
      "totem.token",
      "A member that has kept the token for so long is taken for dead; for each member from the third on token_coefficient is added.",
      { unit: ms, otherwise: "3000" },
    ],
    [
      "totem.token_coefficient",
      "How much longer the token may take for every member from the third on.",
      { unit: ms, otherwise: "650" },
    ],
    [
      "totem.consensus",
      "After a loss the others have so long to agree on who is left.",
      { unit: ms, otherwise: "1.2 times the token in force" },
    ],
    ["totem.join", "How long they wait for each other's lists.", { unit: ms, otherwise: "50" }],
    [
      "totem.token_retransmits_before_loss_const",
      "So often the token is sent again before it is lost.",
      { otherwise: "4" },
    ],
    ["totem.hold", "How long the token rests while nobody has anything to say.", { unit: ms }],
    [
      "totem.merge",
      "How long until a parted cluster looks for its other half.",
      {
        unit: ms,
        otherwise: "200",
      },
    ],
    [
      "totem.crypto_cipher",
      "Encrypts packets: aes256, aes192, aes128, none.",
      {
        otherwise: "none",
      },
    ],
    [
      "totem.crypto_hash",
      "Signs packets: md5, sha1, sha256, sha384, sha512, none.",
      {
        otherwise: "none",
      },
    ],
    ["totem.secauth", "On: aes256 and sha256, unless they are named.", { otherwise: "off" }],
    ["totem.keyfile", "The key that all members share.", { otherwise: "/etc/corosync/authkey" }],
    [
      "totem.link_mode",
      "With several links: passive (the best one), active (all), rr (in turn).",
      {
        otherwise: "passive",
      },
    ],
    [
      "totem.interface",
      "One link between the members: its addresses are ringN_addr of the nodelist.",
    ],
    [
      "totem.interface.linknumber",
      "The link's number; ring0_addr belongs to link 0.",
      {
        otherwise: "0",
      },
    ],
    ["totem.interface.mcastport", "The UDP port.", { otherwise: "5405, one more for each link" }],
    [
      "totem.interface.knet_link_priority",
      "With link_mode passive the highest one is used.",
      {
        otherwise: "1",
      },
    ],
    [
      "totem.interface.knet_ping_interval",
      "How often the other end of a link is asked.",
      {
        unit: ms,
        otherwise: "a quarter of the token",
      },
    ],
    [
      "totem.interface.knet_ping_timeout",
      "A link without an answer for so long is dead.",
      {
        unit: ms,
        otherwise: "half of the token",
      },
    ],
    [
      "totem.interface.knet_pong_count",
      "So many answers make a link good again.",
      {
        otherwise: "2",
      },
    ],
    ["nodelist", "The members. The same on every node."],
    ["nodelist.node", "One member."],
    ["nodelist.node.nodeid", "The member's number, by which messages and votes name it. Unique."],
    [
      "nodelist.node.name",
      "Its name: what Pacemaker calls the node, and by which it finds itself.",
    ],
    ["nodelist.node.quorum_votes", "How many votes it has.", { otherwise: "1" }],
    ["logging", "Where Corosync's messages go."],
    ["logging.to_syslog", "To syslog.", { otherwise: "yes" }],
    ["logging.to_logfile", "To a file.", { otherwise: "no" }],
    ["logging.logfile", "Which file."],
    ["logging.to_stderr", "To the standard error.", { otherwise: "yes" }],
    ["logging.debug", "Much more of it: on, off, trace.", { otherwise: "off" }],
    ["logging.timestamp", "Puts the time before each line: on, off, hires.", { otherwise: "off" }],
    ["quorum", "Who decides whether a part of the cluster may go on."],
    [
      "quorum.provider",
      "Who counts votes; there is only corosync_votequorum.",
      {
        otherwise: "nobody: there is no quorum",
      },
    ],
  ]),
  ...table("votequorum(5)", [
    [
      "quorum.expected_votes",
      "How many votes there are in all.",
      {
        otherwise: "the sum of the nodelist's",
      },
    ],
    [
      "quorum.two_node",
      "1: of two members one is a quorum. Switches wait_for_all on.",
      {
        otherwise: "0",
      },
    ],
    [
      "quorum.wait_for_all",
      "1: a start needs all members once; afterwards a majority.",
      {
        otherwise: "0, and 1 with two_node",
      },
    ],
    [
      "quorum.last_man_standing",
      "1: votes of who is long gone are not expected any more.",
      {
        otherwise: "0",
      },
    ],
    [
      "quorum.last_man_standing_window",
      "How long a member has to be gone for that.",
      {
        unit: ms,
        otherwise: "10000",
      },
    ],
    [
      "quorum.auto_tie_breaker",
      "1: of two halves the one with the lowest nodeid goes on.",
      {
        otherwise: "0",
      },
    ],
    [
      "quorum.auto_tie_breaker_node",
      "Which half instead: lowest, highest, or nodeids.",
      {
        otherwise: "lowest",
      },
    ],
  ]),
  ...table("corosync-qdevice(8)", [
    ["quorum.device", "A vote from outside of the members: a witness (qnetd) decides a tie."],
    ["quorum.device.model", "What kind of device: net asks a corosync-qnetd."],
    ["quorum.device.votes", "How many votes it has.", { otherwise: "as its algorithm says" }],
    [
      "quorum.device.timeout",
      "Without its word for so long its votes do not count.",
      {
        unit: ms,
        otherwise: "10000",
      },
    ],
    [
      "quorum.device.sync_timeout",
      "The same while the membership changes.",
      {
        unit: ms,
        otherwise: "30000",
      },
    ],
    ["quorum.device.net", "Which witness."],
    ["quorum.device.net.host", "Its name or address."],
    ["quorum.device.net.port", "Its TCP port.", { otherwise: "5403" }],
    ["quorum.device.net.tls", "Encrypted: on, off, required.", { otherwise: "on" }],
    [
      "quorum.device.net.algorithm",
      "ffsplit: one vote, for the better half. lms: as many as let the last member go on.",
    ],
    [
      "quorum.device.net.tie_breaker",
      "Which half of two: lowest, highest, or a nodeid.",
      {
        otherwise: "lowest",
      },
    ],
  ]),
]);
