mv "$FILES" real
ln -s "$PWD/real" "$FILES"
