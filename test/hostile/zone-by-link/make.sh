rm "$FILES/ns1/etc/bind/named.conf"
ln -s ../../../ns2/etc/bind/named.conf "$FILES/ns1/etc/bind/named.conf"
