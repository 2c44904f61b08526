rm -r "${FILES:?}"/*
