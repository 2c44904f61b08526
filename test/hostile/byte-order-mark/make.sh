printf '\357\273\277' | cat - "$FILES/lb1/etc/keepalived/keepalived.conf" > marked
mv marked "$FILES/lb1/etc/keepalived/keepalived.conf"
