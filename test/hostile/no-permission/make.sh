chmod 0 "$FILES/lb1/etc/keepalived/keepalived.conf"
