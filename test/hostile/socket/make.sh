rm "$FILES/lb1/etc/haproxy/haproxy.cfg"
# A path of a socket has at most 108 bytes.
cd "$FILES/lb1/etc/haproxy"
node -e 'require("node:net").createServer().listen("haproxy.cfg", () => process.kill(process.pid, "SIGKILL"))' || true
test -S haproxy.cfg
