mkdir -p "$FILES/web1/etc/nginx/conf.d"
echo > "$FILES/web1/etc/nginx/conf.d/more.conf"
