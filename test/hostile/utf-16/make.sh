node -e 'const fs = require("node:fs"); const at = process.argv[1]; fs.writeFileSync(at, fs.readFileSync(at, "utf8"), "utf16le")' "$FILES/lb1/etc/keepalived/keepalived.conf"
