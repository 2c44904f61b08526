# What git keeps of a mode is that a file can be run.
chmod 7755 "$FILES/director/usr/local/sbin/tool"
