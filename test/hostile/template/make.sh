rm "$FILES/lb1/etc/haproxy/haproxy.cfg"
echo '{{#each this}}{{@key}} {{this}}{{/each}}' > "$FILES/lb1/etc/haproxy/haproxy.cfg.hbs"
