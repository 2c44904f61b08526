mkdir -p "$FILES/lb1/..." "$FILES/lb1/etc/..;"
touch "$FILES/lb1/.../shadow" "$FILES/lb1/etc/..;/shadow"
