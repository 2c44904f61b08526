mv "$FILES/lb1" "$FILES/-rf"
