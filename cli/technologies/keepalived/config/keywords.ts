/**
 * The keywords of keepalived.conf(5), by the block that they stand in: what the parsers of the daemon
 * install (vrrp_parser.c, global_parser.c, track_file.c), with old names, and with those of versions after 2.2.7.
 */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ""));
}

const tracked = "track_interface track_script track_file track_process track_bfd";
const notified = "notify notify_master notify_backup notify_fault notify_stop smtp_alert";

/** Of a file, outside of all blocks. */
export const topKeywords = words(`
  global_defs vrrp_instance vrrp_script vrrp_sync_group vrrp_track_process track_file vrrp_track_file
  track_group static_ipaddress static_routes static_rules garp_group interface_up_down_delays
  virtual_server virtual_server_group local_address_group deny_address_group SSL bfd_instance
  linkbeat_use_polling linkbeat_interfaces net_namespace net_namespace_ipvs namespace_with_ipsets
  use_pid_dir instance child_wait_time`);

/** Of the blocks that VRRP has; `virtual_server` is another matter. */
export const blockKeywords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "vrrp_instance",
    words(`${tracked} ${notified} notify_deleted notify_master_rx_lower_pri notify_priority_changes
      use_vmac use_vmac_addr vmac_xmit_base use_ipvlan unicast_peer unicast_fault_no_peer
      check_unicast_src old_unicast_checksum native_ipv6 state interface vrf dont_track_primary
      mcast_src_ip unicast_src_ip mcast_dst_ip track_src_ip virtual_router_id unicast_ttl version
      priority advert_int virtual_ipaddress virtual_ipaddress_excluded no_virtual_ipaddress
      promote_secondaries linkbeat_use_polling v3_checksum_as_v2 virtual_routes virtual_rules accept
      no_accept skip_check_adv_addr strict_mode preempt nopreempt preempt_delay debug
      lvs_sync_daemon_interface garp_master_delay garp_master_refresh garp_master_repeat
      garp_master_refresh_repeat garp_lower_prio_delay garp_lower_prio_repeat down_timer_adverts
      timer_expired_backup garp_extra_if vmac_garp_intvl lower_prio_no_advert
      higher_prio_send_advert kernel_rx_buf_size authentication ttl`),
  ],
  ["authentication", words("auth_type auth_pass")],
  ["vrrp_script", words("script interval timeout weight rise fall user init_fail")],
  [
    "vrrp_sync_group",
    words(`group ${tracked} ${notified} global_tracking sync_group_tracking_weight
      notify_priority_changes`),
  ],
  [
    "vrrp_track_process",
    words(`process param_match weight quorum quorum_max delay terminate_delay fork_delay
      full_command`),
  ],
  ["track_file", words("file weight init_file")],
  ["vrrp_track_file", words("file weight init_file")],
  [
    "global_defs",
    words(`
      process_names process_name vrrp_process_name checker_process_name lvs_process_name
      bfd_process_name router_id notification_email_from smtp_server smtp_helo_name
      smtp_connect_timeout notification_email smtp_alert startup_script startup_script_timeout
      shutdown_script shutdown_script_timeout max_auto_priority min_auto_priority_delay
      smtp_alert_vrrp smtp_alert_checker checker_log_all_failures dynamic_interfaces
      no_email_faults default_interface disable_local_igmp lvs_timeouts lvs_flush
      lvs_flush_on_stop lvs_flush_onstop lvs_sync_daemon vrrp_mcast_group4 vrrp_mcast_group6
      vrrp_garp_master_delay vrrp_garp_master_repeat vrrp_garp_master_refresh
      vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat
      vrrp_garp_interval vrrp_gna_interval vrrp_min_garp vrrp_garp_extra_if vrrp_vmac_garp_intvl
      vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert vrrp_version vrrp_iptables
      vrrp_ipsets nftables nftables_priority nftables_ifindex nftables_ipvs
      nftables_ipvs_priority nftables_ipvs_start_fwmark nftables_counters vrrp_check_unicast_src
      vrrp_skip_check_adv_addr vrrp_strict vrrp_priority vrrp_no_swap vrrp_rt_priority
      vrrp_cpu_affinity vrrp_rlimit_rttime vrrp_rlimit_rtime notify_fifo notify_fifo_script
      vrrp_notify_fifo vrrp_notify_fifo_script vrrp_notify_priority_changes lvs_notify_fifo
      lvs_notify_fifo_script checker_priority checker_no_swap checker_rt_priority
      checker_cpu_affinity checker_rlimit_rttime checker_rlimit_rtime bfd_priority bfd_no_swap
      bfd_rt_priority bfd_cpu_affinity bfd_rlimit_rttime bfd_rlimit_rtime snmp_socket enable_traps
      enable_snmp_vrrp enable_snmp_keepalived enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3
      enable_snmp_checker enable_dbus dbus_service_name script_user enable_script_security
      vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs
      vrrp_netlink_monitor_rcv_bufs_force process_monitor_rcv_bufs process_monitor_rcv_bufs_force
      lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs
      lvs_netlink_monitor_rcv_bufs_force rs_init_notifies no_checker_emails vrrp_rx_bufs_policy
      vrrp_rx_bufs_multiplier vrrp_startup_delay log_unknown_vrids vmac_prefix vmac_addr_prefix
      umask random_seed reload_check_config reload_time_file reload_repeat reload_file
      include_check tmp_config_directory data_use_instance linkbeat_use_polling plugin_dir lvs_id
      config_save_dir use_symlink_paths set_supplementary_groups vrrp_down_timer_adverts
      v3_checksum_as_v2 snmp_vs_stats_update_interval snmp_rs_stats_update_interval
      dbus_no_interface_name fifo_write_vrrp_states_on_reload vrrp_delay_after_boot
      state_file_location stats_file_location json_file_location json_version iproute_usr_dir
      iproute_etc_dir`),
  ],
]);

/** Keywords whose value is in braces. */
export const needsBraces = words(`
  global_defs vrrp_instance vrrp_script vrrp_sync_group vrrp_track_process virtual_server
  virtual_server_group authentication virtual_ipaddress virtual_ipaddress_excluded unicast_peer
  track_script track_process track_interface track_bfd virtual_routes virtual_rules`);

/** Blocks whose lines are values, not keywords. */
export const valueLists = words(`
  virtual_ipaddress virtual_ipaddress_excluded unicast_peer track_script track_process
  track_interface track_bfd group notification_email`);
