/** The agents of ocf:heartbeat (resource-agents 4.12.0 of Debian 12): name|parameters, ! where one is required|advised timeouts in seconds. */
export const heartbeat = `
AoEtarget|device! nic! shelf slot! pid binary|start=15 stop=15 monitor=15
AudibleAlarm|nodelist|start=10 stop=10 monitor=10
CTDB|ctdb_recovery_lock! ctdb_manages_samba ctdb_manages_winbind ctdb_service_smb ctdb_service_nmb ctdb_service_winbind ctdb_samba_skip_share_check ctdb_monitor_free_memory ctdb_start_as_disabled ctdb_config_dir ctdb_binary ctdbd_binary ctdb_socket ctdb_dbdir ctdb_logfile ctdb_rundir ctdb_timeout ctdb_debuglevel ctdb_max_open_files smb_conf smb_private_dir smb_passdb_backend smb_idmap_backend smb_fileid_algorithm|start=90 stop=100 monitor=20
ClusterMon|user update extra_options pidfile htmlfile|start=20 stop=20 monitor=20
Delay|startdelay stopdelay mondelay|start=30 stop=30 monitor=30
Dummy|state fake|start=20 stop=20 monitor=20
EvmsSCC|ignore_deprecation|start=60 stop=60 monitor=10
Evmsd|ignore_deprecation|start=20 stop=20 monitor=20
Filesystem|device! directory! fstype! options statusfile_prefix run_fsck fast_stop force_clones force_unmount|start=60 stop=60 monitor=40
ICP|driveid! device!|start=20 stop=20 monitor=20
IPaddr|ip! nic cidr_netmask broadcast iflabel lvs_support local_stop_script local_start_script ARP_INTERVAL_MS ARP_REPEAT ARP_BACKGROUND ARP_NETMASK|start=20 stop=20 monitor=20
IPaddr2|ip! nic cidr_netmask broadcast iflabel lvs_support lvs_ipv6_addrlabel lvs_ipv6_addrlabel_value mac clusterip_hash unique_clone_address arp_interval arp_count arp_count_refresh arp_bg arp_sender send_arp_opts flush_routes run_arping nodad noprefixroute preferred_lft network_namespace|start=20 stop=20 monitor=20
IPsrcaddr|ipaddress! cidr_netmask destination proto metric table|start=20 stop=20 monitor=20
IPv6addr|ipv6addr! cidr_netmask nic|start=15 stop=15 monitor=15
LVM|volgrpname! exclusive tag partial_activation|start=30 stop=30 monitor=30
LVM-activate|vgname! lvname vg_access_mode! activation_mode tag partial_activation|start=90 stop=90 monitor=90
LinuxSCSI|scsi! ignore_deprecation|start=20 stop=20 monitor=20
MailTo|email! subject|start=10 stop=10 monitor=10
ManageRAID|raidname!|start=75 stop=75 monitor=10
ManageVE|veid!|start=75 stop=75 monitor=10
NodeUtilization|dynamic utilization_cpu utilization_cpu_reservation utilization_host_memory utilization_host_memory_reservation utilization_hv_memory utilization_hv_memory_reservation|start=90 stop=100 monitor=20
Pure-FTPd|script conffile daemon_type pidfile|start=20 stop=20 monitor=20
Raid1|raidconf! raiddev! homehost force_stop udev force_clones|start=20 stop=20 monitor=20
Route|destination! device gateway source table family|start=20 stop=20 monitor=20
SAPDatabase|SID! DIR_EXECUTABLE DBTYPE! DBINSTANCE DBOSUSER NETSERVICENAME DBJ2EE_ONLY JAVA_HOME STRICT_MONITORING AUTOMATIC_RECOVER MONITOR_SERVICES DIR_BOOTSTRAP DIR_SECSTORE DB_JARS PRE_START_USEREXIT POST_START_USEREXIT PRE_STOP_USEREXIT POST_STOP_USEREXIT|start=1800 stop=1800 monitor=60
SAPInstance|InstanceName! DIR_EXECUTABLE DIR_PROFILE START_PROFILE START_WAITTIME AUTOMATIC_RECOVER MONITOR_SERVICES SHUTDOWN_METHOD ERS_InstanceName ERS_START_PROFILE PRE_START_USEREXIT POST_START_USEREXIT PRE_STOP_USEREXIT POST_STOP_USEREXIT IS_ERS MINIMAL_PROBE|start=180 stop=240 monitor=60 promote=320 demote=320
SendArp|ip! nic! background|start=20 stop=20 monitor=20
ServeRAID|serveraid! mergegroup!|start=40 stop=40 monitor=20
SphinxSearchDaemon|config searchd search testQuery|start=20 stop=20 monitor=20
Squid|squid_exe! squid_conf! squid_opts squid_pidfile squid_port! squid_stop_timeout debug_mode debug_log|start=60 stop=120 monitor=30
Stateful|state|start=20 stop=20 promote=20 demote=20 monitor=20
SysInfo|pidfile delay|start=20 stop=20 monitor=20
VIPArip|ip! nic zebra_binary ripd_binary|start=20 stop=20 monitor=20
VirtualDomain|config! hypervisor force_stop migration_transport migration_user migration_downtime migration_speed migration_network_suffix migrateuri migrate_options monitor_scripts autoset_utilization_cpu autoset_utilization_host_memory autoset_utilization_hv_memory unset_utilization_cpu unset_utilization_host_memory unset_utilization_hv_memory migrateport remoteuri save_config_on_stop sync_config_on_stop snapshot backingfile stateless copyindirs shutdown_mode start_resources|start=90 stop=90 monitor=30
WAS|config port|start=300 stop=300 monitor=30
WAS6|profile|start=300 stop=300 monitor=30
WinPopup|hostfile!|start=30 stop=30 monitor=10
Xen|xmfile! name shutdown_timeout shutdown_acpi allow_mem_management node_ip_attribute reserved_Dom0_memory autoset_utilization_cpu autoset_utilization_hv_memory monitor_scripts|start=60 stop=40 monitor=30
Xinetd|service!|start=20 stop=20 monitor=10
ZFS|pool! importargs importforce|start=60 stop=60 monitor=30
aliyun-vpc-move-ip|aliyuncli address! routing_table! interface! endpoint profile|start=180 stop=180 monitor=30
anything|binfile! cmdline_options workdir pidfile logfile errlogfile user monitor_hook stop_timeout|start=20 stop=20 monitor=20
apache|configfile httpd port statusurl testregex client testurl testregex10 testconffile testname options envfiles use_ipv6|start=40 stop=60 monitor=20
asterisk|binary canary_binary config user group additional_parameters realtime maxfiles monitor_sipuri|start=20 stop=20 monitor=30
aws-vpc-move-ip|awscli profile region ip! address routing_table! routing_table_role interface! iflabel monapi lookup_type|start=180 stop=180 monitor=30
aws-vpc-route53|awscli profile hostedzoneid! fullname! ip ttl|start=180 stop=180 monitor=180
awseip|awscli profile elastic_ip! allocation_id! private_ip_address api_delay|start=30 stop=30 monitor=30
awsvip|awscli profile secondary_private_ip! api_delay|start=30 stop=30 monitor=30
azure-events|eventTypes verbose|start=10 stop=10 monitor=240
azure-events-az|eventTypes verbose|start=10 stop=10 monitor=240
azure-lb|nc port|start=20 stop=20 monitor=20
clvm|with_cmirrord daemon_options activate_vgs exclusive|start=90 stop=90 monitor=90
conntrackd|binary config|start=30 promote=30 demote=30 stop=30 monitor=20
corosync-qnetd|binary qnetd_opts qnetd_tool_binary ip port nss_db_dir pid ipc_sock user group|start=20 stop=20 monitor=20
crypt|encrypted_dev! crypt_dev! key_file! crypt_type! force_stop|start=20 stop=20 monitor=20
db2|instance! dblist admin dbpartitionnum|start=120 stop=120 promote=120 demote=120 monitor=60
dhcpd|config! chrooted chrooted_path binary user group interface includes leases pid|start=20 stop=20 monitor=20
dnsupdate|hostname! type ip cname ttl keyfile server serverport nsupdate_opts unregister_on_stop|start=30 stop=30 monitor=30
docker|image! name allow_pull run_opts run_cmd mount_points monitor_cmd force_kill reuse query_docker_health|start=90 stop=90 monitor=30
docker-compose|binpath dirpath! ymlfile|start=240 stop=20 monitor=10
dovecot|binary config_file pid_file parameters|start=20 stop=20 monitor=20
dummypy|state fake|start=20 stop=20 monitor=20
eDir88|eDir_config_file eDir_monitor_ldap eDir_monitor_idm eDir_jvm_initial_heap eDir_jvm_max_heap eDir_jvm_options|start=600 stop=600 monitor=60
ethmonitor|interface! name multiplier repeat_count repeat_interval pktcnt_timeout arping_count arping_timeout arping_cache_entries infiniband_device infiniband_port link_status_only|start=60 stop=20 monitor=60
exportfs|clientspec! options directory! fsid! unlock_on_stop wait_for_leasetime_on_stop rmtab_backup|start=40 stop=120 monitor=20
fio|args|start=60 stop=60 monitor=60
galera|binary client_binary config datadir user group log pid socket enable_creation additional_parameters wsrep_cluster_address! cluster_host_map check_user check_passwd check_passwd_use_empty two_node_mode|start=120 stop=120 monitor=30 promote=300 demote=120
garbd|binary user group log pid options wsrep_cluster_address! wsrep_cluster_name!|start=20 stop=20 monitor=20
gcp-ilb|port cat log_enable log_cmd log_params log_end_params|start=10 stop=30 monitor=30
gcp-pd-move|disk_name! disk_scope disk_csek_file mode device_name stackdriver_logging|start=300 stop=15 monitor=15
gcp-vpc-move-ip|gcloud configuration ip! vpc_network! interface route_name|start=180 stop=180 monitor=30
gcp-vpc-move-route|ip! vpc_network project interface route_name serviceaccount stackdriver_logging|start=180 stop=180 monitor=30
gcp-vpc-move-vip|alias_ip! alias_range_name hostlist project serviceaccount stackdriver_logging|start=300 stop=15 monitor=15
iSCSILogicalUnit|implementation target_iqn! lun! path! scsi_id scsi_sn emulate_tpu emulate_3pc emulate_caw vendor_id product_id tgt_bstype tgt_bsoflags tgt_bsopts tgt_device_type additional_parameters allowed_initiators lio_iblock liot_bstype|start=10 stop=10 monitor=10
iSCSITarget|implementation iqn! tid portals iser_portals allowed_initiators incoming_username incoming_password additional_parameters|start=10 stop=10 monitor=10
ids|informixdir informixserver onconfig dbname sqltestquery|start=120 stop=120 monitor=30
iface-bridge|bridge_name! bridge_slaves bridge_ageing port_hairpin stp stp_bridgeprio stp_fd stp_maxage stp_hello stp_pathcost stp_portprio multicast_router multicast_snooping multicast_port_router|start=30 stop=20 monitor=20
iface-macvlan|device! name! mode mac|start=30 stop=20 monitor=20
iface-vlan|vlan_interface! vlan_id! vlan_name vlan_reorder_hdr vlan_gvrp vlan_mvrp vlan_loose_binding|start=30 stop=20 monitor=20
ipsec|tunnel! vip! confdir fallbacktunnel|start=20 stop=20 monitor=20
iscsi|portal! target! discovery_type iscsiadm udev try_recovery|start=120 stop=120 monitor=30
jboss|jboss_version resource_name console shutdown_timeout kill_timeout user statusurl java_home java_opts jboss_home! jboss_base_dir pstring run_command run_opts shutdown_opts rotate_consolelog rotate_value rotate_logsuffix|start=60 stop=120 monitor=30
jira|statusurl java_home jira_installation! jira_user|start=300 stop=300 monitor=30
kamailio|binary conffile pidfile monitoring_ip listen_address! port extra_options proto sipsak kamctl kamctlrc kamuser kamgroup|start=60 stop=30 monitor=30
ldirectord|configfile ldirectord|start=15 stop=15 monitor=10
lvmlockd|pidfile socket_path syslog_priority adopt|start=90 stop=90 monitor=90
lxc|container! config! log use_screen|start=10 stop=30 monitor=20
lxd-info|pidfile delay|start=20 stop=20 monitor=20
machine-info|pidfile delay|start=20 stop=20 monitor=20
mariadb|binary client_binary config datadir user group log node_list! pid socket test_table test_user test_passwd enable_creation additional_parameters replication_user replication_passwd replication_port|start=120 stop=120 monitor=30 promote=120 demote=120
mdraid|mdadm_conf! md_dev! force_stop wait_for_udev force_clones|start=20 stop=20 monitor=20
minio|binary confdir pidfile address volumepaths|start=20 stop=20 monitor=20
mpathpersist|binary devs! required_devs_no reservation_type master_score_base master_score_dev_factor master_score_delay|start=30 promote=30 demote=30 stop=30 monitor=20
mysql|binary client_binary config datadir user group log pid socket test_table test_user test_passwd enable_creation additional_parameters replication_user replication_passwd replication_port replication_require_ssl replication_master_ssl_ca replication_master_ssl_cert replication_master_ssl_key max_slave_lag evict_outdated_slaves reader_attribute|start=120 stop=120 monitor=30 promote=120 demote=120
mysql-proxy|binary client_binary defaults_file proxy_backend_addresses proxy_read_only_backend_addresses proxy_address log_level keepalive plugins admin_address admin_username admin_password admin_lua_script test_table test_user test_passwd parameters pidfile|start=30 stop=30 monitor=20
nagios|user group binary config log retention command pid|start=20 stop=20 monitor=20
named|named rndc host named_user named_config named_pidfile named_rootdir named_options named_keytab_file rndc_options host_options monitor_request monitor_response monitor_ip|start=60 stop=60 monitor=30
nfsnotify|source_host notify_args|start=90 stop=90 monitor=90
nfsserver|nfs_init_script nfsv4_only nfs_no_notify nfs_notify_foreground nfs_smnotify_retry_time nfs_server_scope nfs_ip nfs_shared_infodir rpcpipefs_dir|start=40 stop=20 monitor=20
nginx|configfile httpd port status10url status10regex testclient test20url test20regex test20conffile test20name external_monitor30_cmd options|start=40 stop=60 monitor=60
nvmet-namespace|nqn! namespace_id backing_path! uuid! nguid|start=10 stop=10 monitor=10
nvmet-port|port_id type addr_fam svcid addr! nqns!|start=10 stop=10 monitor=10
nvmet-subsystem|nqn! allowed_initiators serial|start=10 stop=10 monitor=10
ocivip|ocicli secondary_private_ip! cidr_netmask interface_alias api_delay|start=30 stop=30 monitor=30
openstack-cinder-volume|cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli insecure volume_local_check volume_id!|start=180 stop=180 monitor=180
openstack-floating-ip|cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli insecure ip_id! subnet_id!|start=180 stop=180 monitor=180
openstack-info|cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli insecure pidfile delay curlcli pythoncli|start=180 stop=180 monitor=180
openstack-virtual-ip|cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli insecure ip! subnet_id!|start=180 stop=180 monitor=180
oraasm|user diskgroup! home|start=60 stop=60 monitor=30
oracle|sid! home user monuser monpassword monprofile ipcrm clear_backupmode shutdown_method|start=120 stop=120 monitor=30
oralsnr|sid! home user listener tns_admin|start=120 stop=120 monitor=30
ovsmonitor|bond! bridge! name multiplier repeat_count repeat_interval pktcnt_timeout link_status_only|start=60 stop=20 monitor=60
pgagent|connection_string user options|start=5 stop=5 monitor=20
pgsql|pgctl start_opt ctl_opt psql pgdata pgdba pghost pgport pglibs monitor_user monitor_password monitor_sql config pgdb logfile socketdir stop_escalate rep_mode node_list restore_command archive_cleanup_command recovery_end_command master_ip repuser primary_conninfo_opt restart_on_promote replication_slot_name tmpdir xlog_check_count crm_attr_timeout stop_escalate_in_slave check_wal_receiver|start=120 stop=120 monitor=30 promote=120 demote=120
pingd|pidfile user dampen set name section multiplier host_list ignore_deprecation|start=20 stop=20 monitor=20
podman|image! name allow_pull run_opts run_cmd mount_points monitor_cmd force_kill reuse drop_in_dependency|start=90 stop=90 monitor=30
portblock|protocol! portno! action! reset_local_on_unblock_stop ip tickle_dir sync_script direction|start=20 stop=20 monitor=10
postfix|binary config_dir parameters|start=20 stop=20 monitor=20
pound|config! name pid binary ctl_binary socket_path maxfiles|start=20 stop=20 monitor=20
proftpd|binary conffile pidfile curl_binary curl_url test_user test_pass|start=20 stop=20 monitor=20
rabbitmq-cluster|set_policy|start=100 stop=90 monitor=40
rabbitmq-server-ha|binary ctl pid_file log_dir username groupname admin_user admin_password definitions_dump_file command_timeout start_time stop_time debug mnesia_base mnesia_schema_base host_ip node_port default_vhost erlang_cookie erlang_cookie_file use_fqdn fqdn_prefix max_rabbitmqctl_timeouts policy_file rmq_feature_health_check rmq_feature_local_list_queues limit_nofile avoid_using_iptables allowed_cluster_nodes|start=20 stop=20 monitor=30 promote=30 demote=30
redis|bin client_bin config user rundir pidfile_name socket_name port tunnel_host tunnel_port_map wait_last_known_master|start=120 stop=120 monitor=60 promote=120 demote=120
rkt|image! name allow_pull run_opts run_cmd mount_points monitor_cmd force_kill|start=90 stop=90 monitor=30
rsyncd|binpath conffile bwlimit|start=20 stop=20 monitor=20
rsyslog|configfile! rsyslog_binary start_opts|start=20 stop=60 monitor=20
scsi2reservation|scsi_reserve sharedisk start_loop|start=300 stop=100 monitor=20
sfex|device! index collision_timeout monitor_interval lock_timeout|start=120 stop=20 monitor=10
sg_persist|binary devs! required_devs_nof reservation_type master_score_base master_score_dev_factor master_score_delay|start=30 promote=30 demote=30 stop=30 monitor=20
slapd|slapd ldapsearch config pidfile user group services watch_suffix ignore_suffix bind_dn password parameters stop_escalate maxfiles|start=20 stop=20 monitor=20
smb-share|share! path hosts_allow browseable writeable read_only guest_ok directory_mask create_mask printable valid_users force_user force_group extraopt extraopt_list outfile! confd includesfile|start=20 stop=20 monitor=20
storage-mon|state_file drives! io_timeout inject_errors|start=10 stop=120 monitor=120
sybaseASE|sybase_home sybase_ase sybase_ocs server_name! interfaces_file sybase_user db_user! db_passwd logfile|start=300 stop=300 monitor=100
symlink|link! target! backup_suffix|start=15 stop=15 monitor=15
syslog-ng|configfile! syslog_ng_binary syslog_ng_ctl qdisk_dir control_file persist_file pidfile start_opts kill_term_timeout|start=60 stop=120 monitor=60
tomcat|tomcat_name script_log tomcat_stop_timeout tomcat_suspend_trialcount tomcat_user statusurl max_stop_time java_home! java_opts catalina_home! catalina_base catalina_out catalina_pid force_systemd tomcat_start_script tomcat_start_opts catalina_opts catalina_tmpdir catalina_rotate_log catalina_rotatetime java_endorsed_dirs logging_config logging_manager|start=60 stop=120 monitor=30
varnish|config! name pid listen_address mgmt_address! ttl varnish_user varnish_group backend_type backend_size backend_file threads_pools thread_pool_min thread_pool_max thread_pool_timeout client_binary maxfiles max_locked_memory secret|start=20 stop=20 monitor=20
vdo-vol|config volume|start=60 stop=20 monitor=20
vmware|vmxpath! vimshbin|start=600 stop=600 monitor=30
vsftpd|binpath conffile pidfile|start=20 stop=20 monitor=20
zabbixserver|binary pid config|start=20 stop=20 monitor=20
`;
