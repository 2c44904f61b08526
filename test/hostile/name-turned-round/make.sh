mkdir -p "$FILES/lb1/etc/init.d"
touch "$FILES/lb1/etc/init.d/$(printf '\342\200\256fnoc.devilapeek')"
