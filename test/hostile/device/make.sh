rm "$FILES/lb1/etc/keepalived/keepalived.conf"
mknod "$FILES/lb1/etc/keepalived/keepalived.conf" c 1 5 || { echo "no device can be made here" >&2; exit 77; }
