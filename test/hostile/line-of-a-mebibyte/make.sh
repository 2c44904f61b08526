# A file may have 1 MiB.
at="$FILES/director/etc/haproxy/haproxy.cfg"
sed "s/@@LONG@@/$(head -c 100000 /dev/zero | tr '\0' x)/" "$at" > long
head -c 800000 /dev/zero | tr '\0' y >> long
mv long "$at"
