mkdir -p "$FILES/lb2/etc/halab"
echo 'hostname lb1' > "$FILES/lb2/etc/halab/node.plan"
echo 'web1 00' > "$FILES/lb2/etc/halab/servers"
