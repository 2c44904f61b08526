name=$(printf 'x\033]0;owned\007\033[2J\nerror: passed with 100 points')
touch "$FILES/lb1/etc/keepalived/$name"
