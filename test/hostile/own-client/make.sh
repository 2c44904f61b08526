mkdir -p "$FILES/client/usr/local/bin"
echo "exit 0" > "$FILES/client/usr/local/bin/curl"
