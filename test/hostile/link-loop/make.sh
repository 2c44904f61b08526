cd "$FILES/lb1/etc/keepalived"
ln -s two one
ln -s one two
ln -s ../keepalived three
