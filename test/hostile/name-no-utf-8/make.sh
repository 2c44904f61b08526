touch "$FILES/lb1/etc/keepalived/$(printf 'k\366nig.conf')"
