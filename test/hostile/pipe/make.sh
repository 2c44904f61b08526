rm "$FILES/lb1/etc/keepalived/keepalived.conf"
mkfifo "$FILES/lb1/etc/keepalived/keepalived.conf"
