mkdir -p "$FILES/lb1/usr/local/share"
for at in $(seq 100); do truncate -s 1M "$FILES/lb1/usr/local/share/$at"; done
