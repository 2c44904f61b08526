mkdir -p "$FILES/hv1/etc/hypervisor/guest/usr/local/bin"
printf '#!/bin/sh\n' > "$FILES/hv1/etc/hypervisor/guest/usr/local/bin/more"
