rm -r "${FILES:?}"
printf 'PK\003\004 and more' > "$FILES"
