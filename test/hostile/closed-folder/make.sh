chmod 0 "$FILES/lb1/etc"
