mkdir -p "$FILES/client/etc/halab"
echo "web1 00" > "$FILES/client/etc/halab/servers"
