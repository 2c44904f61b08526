truncate -s 600M "$FILES/lb1/etc/keepalived/keepalived.conf"
