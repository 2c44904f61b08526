mkdir inner
mv "$FILES"/* inner/
mv inner "$FILES/homework"
