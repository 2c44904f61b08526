mkdir -p runs/last/files
mv "$FILES/lb1" runs/last/files/lb1
ln -s "$PWD/runs/last/files/lb1" "$FILES/lb1"
