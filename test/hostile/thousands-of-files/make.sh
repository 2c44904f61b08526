mkdir -p "$FILES/lb1/usr/local/share"
cd "$FILES/lb1/usr/local/share"
seq 20000 | xargs touch
