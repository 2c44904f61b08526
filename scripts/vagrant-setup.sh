#!/bin/sh
# Makes a Debian VM one that holds all of halab: Docker, Node, halab, its images. Run as root by `vagrant up`; again by
# `vagrant provision`, which brings in a newer checkout.
set -e
home=/opt/halab
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends ca-certificates docker.io nodejs npm

# What the Vagrantfile has uploaded takes the place of an older one.
rm -rf $home
mkdir $home
tar -x -C $home --no-same-owner -f /tmp/halab.tar
rm /tmp/halab.tar
cd $home
npm ci --no-audit --no-fund
cat > /usr/local/bin/halab << 'END'
#!/bin/sh
exec node /opt/halab/bin/halab.js "$@"
END
chmod 755 /usr/local/bin/halab

# Vagrant's user works with the engine without sudo. Runs go to the folder that halab is called in.
usermod -aG docker vagrant
sudo -u vagrant -g docker halab doctor --fix
echo "halab is ready:  vagrant ssh -c 'halab run vrrp-failover'"
