for node in lb1 lb2; do
  for file in keepalived/keepalived.conf haproxy/haproxy.cfg; do
    mv "$FILES/$node/etc/$file" "$FILES/$node\\etc\\$(echo "$file" | tr / '\\')"
  done
  rm -r "${FILES:?}/$node"
done
