#!/bin/sh
# Makes a Debian VM one that holds all of halab: Docker, Node, halab, its images. Run as root by `vagrant up`; again by
# `vagrant provision`, which brings in a newer checkout.
set -e
umask 022
home=/opt/halab
new=$home.new
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# A machine that has just booted may be installing updates of its own. Debian's kernel has AppArmor, and with it Docker
# starts no container without AppArmor's tools, which it only recommends.
apt-get install -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends apparmor ca-certificates docker.io nodejs npm

# What the Vagrantfile has uploaded takes the place of an older one when it is complete. Its owner may have kept it to
# himself (umask 077); here it is Vagrant's user who reads it.
rm -rf $new
mkdir $new
tar -x -C $new --no-same-owner -f /tmp/halab.tar
chmod -R a+rX $new
cd $new
# The Node that halab runs on is one of the development's packages.
npm ci --include=dev --no-audit --no-fund --loglevel=error
rm -rf $home
mv $new $home
rm /tmp/halab.tar
cat > /usr/local/bin/halab << 'END'
#!/bin/sh
exec /opt/halab/node_modules/.bin/node /opt/halab/bin/halab.js "$@"
END
chmod 755 /usr/local/bin/halab

# Vagrant's user works with the engine without sudo. Runs go to the folder that halab is called in.
usermod -aG docker vagrant
cd $home
sudo -u vagrant -g docker halab doctor --fix
echo "halab is ready:  vagrant ssh -c 'halab run vrrp-failover'"
