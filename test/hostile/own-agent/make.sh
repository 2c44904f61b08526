mkdir -p "$FILES/lb2/usr/local/bin"
printf '#!/bin/sh\nexec sleep infinity\n' > "$FILES/lb2/usr/local/bin/halab-agent"
chmod 4755 "$FILES/lb2/usr/local/bin/halab-agent"
