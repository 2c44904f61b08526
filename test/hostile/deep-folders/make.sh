deep="$FILES/lb1/usr/local/$(seq -s / 40)"
mkdir -p "$deep"
touch "$deep/x"
