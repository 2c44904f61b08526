# The machine of every VM: its arguments must be the same where a saved state was made and where it
# is used. POSIX sh, sourced. HALAB_VM_MEMORY is in MiB, HALAB_VM_ACCEL is tcg or kvm; HALAB_VM_RESET=off: a guest that is
# reset is switched off.

vm_lib=/usr/lib/halab/vm
vm_run=/run/vm
vm_state=/var/lib/halab-vm
warm=/warm

# q35: microvm boots no quicker and did not always boot. nokaslr ... nowatchdog: what a test machine
# needs not pay for without hardware help.
vm_cmdline="console=ttyS0 quiet panic=-1 mitigations=off nokaslr random.trust_cpu=on audit=0 apparmor=0 \
nosoftlockup nowatchdog cryptomgr.notests 8250.nr_uarts=1 net.ifnames=0"
# Without hardware help the guest cannot measure its clock well: this one it does not have to. And QEMU translates a
# program anew for every address that it is loaded to: always to the same one, short commands take a half to a quarter.
[ "$HALAB_VM_ACCEL" = kvm ] || vm_cmdline="$vm_cmdline no_timer_check norandmaps"

vm_accel() {
  case $HALAB_VM_ACCEL in
    kvm) echo "-accel kvm -cpu host" ;;
    *) echo "-accel tcg,thread=multi,tb-size=64 -cpu max" ;;
  esac
}

# One, and without hardware help room for a second that never comes. QEMU (7.2 at least) takes a guest that can only have
# one for alone: it leaves out memory barriers, and locked instructions order nothing. But its devices run in a thread of
# their own. Now and then the two ends of a queue then both miss the other's last word, and that queue (a cable's one
# way, a disk, an agent's port) stands still until the power is cut: its next signal is due 65536 entries later.
vm_processors() {
  case $HALAB_VM_ACCEL in
    kvm) echo 1 ;;
    *) echo 1,maxcpus=2 ;;
  esac
}

# vm_memory_file FILE private|shared: RAM in a file that clones share until they write to it.
vm_memory_file() {
  case $2 in shared) share=on ;; *) share=off ;; esac
  echo "-object memory-backend-file,id=ram0,size=${HALAB_VM_MEMORY}M,mem-path=$1,share=$share"
}
vm_memory() { echo "-object memory-backend-ram,id=ram0,size=${HALAB_VM_MEMORY}M"; }

# vm_run DISK PLANDISK MEMORY-OPTIONS NICS...: becomes QEMU. A NIC is MAC.
vm_exec() {
  disk=$1 plan=$2 memory=$3
  shift 3
  nics= index=0
  for mac; do
    nics="$nics -netdev tap,id=n$index,ifname=tap$index,script=no,downscript=no,vnet_hdr=off"
    nics="$nics -device virtio-net-pci,netdev=n$index,id=eth${index}dev,mac=$mac,romfile="
    index=$((index + 1))
  done
  ports= index=0
  while [ $index -lt 8 ]; do
    ports="$ports -chardev socket,id=agent$index,path=$vm_run/agent.$index,server=on,wait=off"
    ports="$ports -device virtserialport,chardev=agent$index,name=halab.agent.$index"
    index=$((index + 1))
  done
  # discard=unmap at each level, or what the guest trims does not go back to the host.
  exec qemu-system-x86_64 -nodefaults -no-user-config -machine q35,memory-backend=ram0 \
    $(vm_accel) -smp $(vm_processors) -m "$HALAB_VM_MEMORY" $memory -display none \
    ${HALAB_VM_RESET:+-action reboot=shutdown} \
    -kernel $vm_lib/kernel -initrd $vm_lib/initrd -append "$vm_cmdline" \
    -object throttle-group,id=tg0 \
    -blockdev driver=file,node-name=file0,filename="$disk",discard=unmap,cache.no-flush=on \
    -blockdev driver=qcow2,node-name=qcow0,file=file0,discard=unmap,cache.no-flush=on \
    -blockdev driver=throttle,node-name=disk0,throttle-group=tg0,file=qcow0,discard=unmap,cache.no-flush=on \
    -device virtio-blk-pci,drive=disk0,id=disk,rerror=report,werror=report \
    -blockdev driver=raw,node-name=plan0,read-only=on,file.driver=file,file.filename="$plan" \
    -device virtio-blk-pci,drive=plan0,id=plan \
    -device virtio-serial-pci,id=serial0,max_ports=16 $ports \
    -chardev socket,id=boot,path=$vm_run/boot,server=on,wait=off \
    -device virtserialport,chardev=boot,name=halab.boot \
    -chardev file,id=console,path=/dev/stdout -serial chardev:console \
    -qmp unix:$vm_run/qmp,server=on,wait=off $nics ${HALAB_VM_INCOMING:+-incoming defer}
}

# What a QEMU that was started with HALAB_VM_INCOMING goes on from. Its memory is not in there: it is mapped from the file.
vm_incoming() {
  halab-vm qmp '{"execute":"migrate-set-capabilities","arguments":{"capabilities":[{"capability":"x-ignore-shared","state":true}]}}' \
    "{\"execute\":\"migrate-incoming\",\"arguments\":{\"uri\":\"exec:cat $warm/state\"}}" > /dev/null
}
