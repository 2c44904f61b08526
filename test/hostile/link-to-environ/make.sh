ln -sf /proc/self/environ "$FILES/lb1/etc/keepalived/keepalived.conf"
