rm -r "$FILES/lb2/etc"
mkdir -p etc/keepalived etc/haproxy
ln -s "../../$(basename "$PWD")/etc" "$FILES/lb2/etc"
