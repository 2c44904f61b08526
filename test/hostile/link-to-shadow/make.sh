mkdir -p "$FILES/lb1/usr/local/etc"
ln -s /etc/shadow "$FILES/lb1/usr/local/etc/more"
