/** The keys of corosync.conf by their section (corosync.conf(5), votequorum(5), corosync-qdevice(8), coroparse.c 3.1.7). */

const words = (text: string) => text.split(/\s+/);

const logging = words(
  "fileline function_name to_stderr to_logfile to_syslog logfile logfile_priority syslog_facility syslog_priority debug timestamp blackbox",
);

export const keyNames: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "totem",
    words(
      "version clear_node_high_bit crypto_model crypto_hash crypto_cipher secauth keyfile key link_mode netmtu transport cluster_name config_version ip_version ip_dscp token token_warning token_coefficient token_retransmit knet_compression_model knet_compression_threshold knet_compression_level hold token_retransmits_before_loss_const join send_join consensus merge downcheck fail_recv_const seqno_unchanged_const heartbeat_failures_allowed max_network_delay window_size max_messages miss_count_const rrp_mode rrp_problem_count_timeout rrp_problem_count_threshold rrp_problem_count_mcast_threshold rrp_token_expired_timeout rrp_autorecovery_check_timeout vsftype nodeid threads knet_pmtud_interval knet_mtu block_unlisted_ips cancel_token_hold_on_retransmit",
    ),
  ],
  [
    "totem.interface",
    words(
      "linknumber ringnumber bindnetaddr broadcast mcastaddr mcastport ttl knet_link_priority knet_ping_interval knet_ping_timeout knet_ping_precision knet_pong_count knet_transport",
    ),
  ],
  ["totem.interface.member", ["memberaddr"]],
  ["logging", logging],
  ["logging.logger_subsys", [...logging, "subsys"]],
  ["logging.logging_daemon", [...logging, "subsys", "name"]],
  [
    "quorum",
    words(
      "provider expected_votes votes expected_votes_tracking allow_downscale wait_for_all auto_tie_breaker auto_tie_breaker_node last_man_standing last_man_standing_window leaving_timeout two_node cancel_wait_for_all",
    ),
  ],
  ["quorum.device", words("model timeout sync_timeout votes master_wins")],
  [
    "quorum.device.net",
    words(
      "tls host port algorithm tie_breaker connect_timeout force_ip_version keep_active_partition_tie_breaker",
    ),
  ],
  ["quorum.device.heuristics", words("mode timeout sync_timeout interval")],
  ["nodelist", []],
  [
    "nodelist.node",
    words(
      "nodeid name quorum_votes ring0_addr ring1_addr ring2_addr ring3_addr ring4_addr ring5_addr ring6_addr ring7_addr",
    ),
  ],
  ["uidgid", ["uid", "gid"]],
  [
    "system",
    words("qb_ipc_type sched_rr priority move_to_root_cgroup allow_knet_handle_fallback state_dir"),
  ],
  ["resources", []],
  ["resources.system", []],
  ["resources.process", []],
  ["nozzle", words("name ipaddr ipprefix macaddr")],
  ["service", ["name", "ver"]],
]);

/** The daemon ends when one of these is no number. */
export const numbers: ReadonlySet<string> = new Set(
  words(
    "totem.version totem.token totem.token_coefficient totem.token_retransmit totem.token_warning totem.hold totem.token_retransmits_before_loss_const totem.join totem.send_join totem.consensus totem.merge totem.downcheck totem.window_size totem.max_messages totem.netmtu totem.knet_mtu totem.interface.linknumber totem.interface.mcastport totem.interface.ttl totem.interface.knet_link_priority totem.interface.knet_ping_interval totem.interface.knet_ping_timeout totem.interface.knet_ping_precision totem.interface.knet_pong_count quorum.expected_votes quorum.votes quorum.last_man_standing_window quorum.two_node quorum.allow_downscale quorum.wait_for_all quorum.auto_tie_breaker quorum.last_man_standing quorum.expected_votes_tracking quorum.device.timeout quorum.device.sync_timeout quorum.device.votes quorum.device.master_wins nodelist.node.nodeid nodelist.node.quorum_votes",
  ),
);
