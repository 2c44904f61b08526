head -c 100000 /bin/ls > "$FILES/director/etc/haproxy/haproxy.cfg"
