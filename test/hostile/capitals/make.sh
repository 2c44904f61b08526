mv "$FILES/lb1" "$FILES/LB1"
