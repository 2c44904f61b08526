import type { Directive } from "../../../core/kinds/rule.ts";

const page = "keepalived.conf(5)";

/** By block, as `table` of explains/keepalived.ts is; "" is outside of all blocks. */
export const fileDirectives: Readonly<Record<string, readonly Directive[]>> = {
  "": [
    {
      name: "global_defs",
      does: "Settings of the daemon, and defaults for all instances.",
      source: page,
    },
    {
      name: "vrrp_instance",
      does: "One virtual router on this node: who has its addresses is settled with the routers of the same virtual_router_id.",
      source: page,
    },
    {
      name: "vrrp_script",
      does: "A command that tells whether the node can serve. It is run only where track_script names it.",
      source: page,
    },
    {
      name: "vrrp_track_process",
      does: "A process whose end is noticed without asking. It is looked at only where track_process names it.",
      source: page,
    },
    { name: "vrrp_sync_group", does: "Instances that change their state together.", source: page },
    {
      name: "static_ipaddress",
      does: "Addresses that the node has while keepalived runs, in any state.",
      source: page,
    },
    {
      name: "virtual_server",
      does: "A service of IPVS: an address and a port, and the servers behind them.",
      source: page,
    },
    {
      name: "include",
      does: "Other files, by their path or a pattern, are read as if they stood here.",
      source: page,
    },
  ],
  global_defs: [
    {
      name: "router_id",
      does: "What this node is called in mails and in SNMP. It has nothing to do with virtual_router_id.",
      otherwise: "the host's name",
      source: page,
    },
    {
      name: "vrrp_version",
      does: "The version of VRRP for all instances. Version 3 has adverts below a second, and no passwords.",
      unit: "2 or 3",
      otherwise: "2 (3 for IPv6)",
      source: page,
    },
    { name: "vrrp_strict", does: "strict_mode for all instances.", source: page },
    {
      name: "vrrp_startup_delay",
      does: "How long VRRP waits after the daemon's start.",
      unit: "seconds",
      otherwise: "0",
      source: page,
    },
    {
      name: "vrrp_skip_check_adv_addr",
      does: "skip_check_adv_addr for all instances: lists may differ for the time of a reload.",
      source: page,
    },
    {
      name: "vrrp_mcast_group4",
      does: "The multicast group of the adverts.",
      otherwise: "224.0.0.18",
      source: page,
    },
    {
      name: "vrrp_garp_master_refresh",
      does: "garp_master_refresh for all instances.",
      unit: "seconds",
      otherwise: "0: never",
      source: page,
    },
    {
      name: "vrrp_garp_master_delay",
      does: "garp_master_delay for all instances.",
      unit: "seconds",
      otherwise: "5 s",
      source: page,
    },
    {
      name: "script_user",
      does: "As which user, and group, scripts are run.",
      otherwise: "keepalived_script if there is such a user, else root",
      source: page,
    },
    {
      name: "enable_script_security",
      does: "Scripts that anybody but root may change are not run as root.",
      source: page,
    },
    {
      name: "lvs_sync_daemon",
      does: "The master of an instance tells the others of its IPVS connections: INTERFACE INSTANCE id NUMBER.",
      otherwise: "connections are known to the one who has them",
      source: page,
    },
    {
      name: "dynamic_interfaces",
      does: "Interfaces may come and go while keepalived runs.",
      source: page,
    },
  ],
  virtual_server: [
    { name: "protocol", does: "TCP, UDP or SCTP.", source: page },
    {
      name: "lb_algo",
      does: "How a server is chosen for a connection: rr, wrr, lc, wlc, sh ...",
      source: "ipvsadm(8)",
    },
    {
      name: "lb_kind",
      does: "How packets reach the server: NAT changes the address, DR the frame, TUN packs the packet into another one.",
      source: "ipvsadm(8)",
    },
    {
      name: "delay_loop",
      does: "How often each server is checked.",
      unit: "seconds",
      otherwise: "60 s",
      source: page,
    },
    {
      name: "persistence_timeout",
      does: "A client comes back to its server for that long.",
      unit: "seconds",
      otherwise: "every connection is anybody's; without a number: 360 s",
      source: page,
    },
    { name: "sorry_server", does: "Who is asked when no server is left.", source: page },
    {
      name: "quorum",
      does: "How much weight has to be alive for the service to count as up.",
      otherwise: "1",
      source: page,
    },
    {
      name: "real_server",
      does: "A server of this service: its address and its port.",
      source: page,
    },
  ],
  real_server: [
    {
      name: "weight",
      does: "Its share against the other servers'; 0 takes no new connections.",
      otherwise: "1",
      source: page,
    },
    {
      name: "inhibit_on_failure",
      does: "A dead server gets the weight 0 instead of being taken out.",
      source: page,
    },
    { name: "TCP_CHECK", does: "It is alive when it accepts a connection.", source: page },
    {
      name: "HTTP_GET",
      does: "It is alive when it answers a request over HTTP as url says.",
      source: page,
    },
    { name: "MISC_CHECK", does: "It is alive when a script says so.", source: page },
  ],
  check: [
    {
      name: "connect_port",
      does: "The port that is asked.",
      otherwise: "the server's own",
      source: page,
    },
    {
      name: "connect_timeout",
      does: "How long a check waits for an answer.",
      unit: "seconds",
      otherwise: "5 s",
      source: page,
    },
    {
      name: "retry",
      does: "How many more times it is tried before the server counts as dead.",
      unit: "tries",
      otherwise: "1",
      source: page,
    },
    {
      name: "delay_before_retry",
      does: "The pause between these tries.",
      unit: "seconds",
      otherwise: "3 s for HTTP_GET, else 1 s",
      source: page,
    },
    { name: "url", does: "What is asked, and what the answer has to be.", source: page },
    { name: "path", does: "The path that is asked.", source: page },
    {
      name: "status_code",
      does: "The HTTP status that is right.",
      otherwise: "200 to 299",
      source: page,
    },
  ],
};
