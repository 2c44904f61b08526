/** The agents of ocf:pacemaker (pacemaker-resource-agents 2.1.5 of Debian 12): name|parameters, ! where one is required|advised timeouts in seconds. */
export const own = `
ClusterMon|user update extra_options pidfile htmlfile|start=20 stop=20 monitor=20
Dummy|state passwd fake op_sleep fail_start_on envfile|start=20 stop=20 monitor=20
HealthCPU|state yellow_limit red_limit|start=10 stop=10 monitor=10
HealthIOWait|state yellow_limit red_limit|start=10 stop=10 monitor=10
HealthSMART|state drives devices temp_lower_limit temp_upper_limit temp_warning smartctl dampen|start=10 stop=10 monitor=10
Stateful|state envfile notify_delay|start=20 stop=20 monitor=20 promote=10 demote=10
SysInfo|pidfile delay disks disk_unit min_disk_free|start=20 stop=20 monitor=20
attribute|state name active_value inactive_value|start=20 stop=20 monitor=20
controld|args daemon allow_stonith_disabled|start=90 stop=100 monitor=20
ifspeed|name iface ip bridge_ports weight_base dampen debug|start=30 stop=30 monitor=30
o2cb|sysfs configfs stack daemon_timeout|start=90 stop=100 monitor=20
ping|pidfile dampen name multiplier host_list! attempts timeout options failure_score use_fping debug|start=60 stop=20 monitor=60
remote|server port reconnect_interval|start=60 stop=60 monitor=30
`;
