#!/bin/sh
# Builds the file system that lab hosts start from: base.sh MIRROR TARGET FLAVOUR, run under a lock.
# TARGET/root is a Debian with systemd, sshd and Docker; TARGET/rootfs.tar is what container images are made of.
# The target appears at the end, by one rename, so that a build cut off in the middle is never taken for a base.
set -eu
mirror=$1
target=$2
flavour=$3
[ -d "$target" ] && exit 0

work=$target.building
rm -rf --one-file-system "$work"
mkdir -p "$work"

eval "$(apt-config shell proxy Acquire::http::Proxy)"
[ -z "${proxy:-}" ] || export http_proxy="$proxy"

engine=docker.io
case $flavour in
  debian-11) suite=bullseye ;; # Docker 20.10.5
  debian-12) suite=bookworm ;; # Docker 20.10.24
  debian-12-net-tools) suite=bookworm engine=docker.io,net-tools ;;
  debian-12-podman) suite=bookworm engine=nftables ;; # Podman 4.3, below
  debian-13 | docker-28) suite=trixie engine=docker.io,docker-cli ;; # Docker 26.1
  *) echo "no flavour $flavour" >&2; exit 2 ;;
esac
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,openssh-server,$engine,iproute2,iptables,iputils-ping,procps,busybox-static,curl,ca-certificates,sudo,netcat-openbsd,nftables,bind9-dnsutils \
  $suite "$work/root" "$mirror" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
root=$work/root

in_base() { chroot "$root" env DEBIAN_FRONTEND=noninteractive sh -ec "$1" >>"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }; }

# Its configuration files are in a package that debootstrap would unpack too late.
if [ "$flavour" = debian-12-podman ]; then
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  in_base 'apt-get -qq update; apt-get -qq -y --no-install-recommends install podman'
fi

# The next Debian's systemd wants a cgroup tree that not every machine has; its Docker runs on this one as well.
if [ "$flavour" = docker-28 ]; then
  echo "deb $mirror forky main" >"$root/etc/apt/sources.list.d/forky.list"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  in_base '
    apt-get -qq -o Acquire::Check-Valid-Until=false update
    apt-get -qq -y --no-install-recommends install docker.io/forky docker-cli/forky containerd/forky runc/forky'
  rm -rf "$root/usr/sbin/policy-rc.d" "$root"/var/lib/apt/lists/*
fi

# Without this no container starts: "mkdir /sys/fs/cgroup/…: read-only file system".
cat >"$root/etc/systemd/system/writable-cgroups.service" <<'UNIT'
[Unit]
Description=Make the cgroup mounts writable
DefaultDependencies=no
Before=containerd.service docker.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'for mount in /sys/fs/cgroup/*; do mount -o remount,bind,rw "$mount"; done 2>/dev/null; true'

[Install]
WantedBy=sysinit.target
UNIT
chroot "$root" systemctl -q enable writable-cgroups.service
chroot "$root" systemctl -q mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  fstrim.timer systemd-timesyncd.service getty.target console-getty.service 2>/dev/null

# Identity belongs to a host, not to the base.
rm -f "$root"/etc/ssh/ssh_host_* "$root"/var/cache/apt/archives/*.deb "$root/etc/machine-id"
echo base >"$root/etc/hostname"
echo 'nameserver 100.100.2.136' >"$root/etc/resolv.conf"

# A container's world: busybox, its applets and a page to serve.
image=$work/image
mkdir -p "$image/bin" "$image/etc" "$image/tmp" "$image/usr/bin" "$image/www"
cp "$root/bin/busybox" "$image/bin/busybox"
chroot "$image" /bin/busybox --install -s /bin
echo 'root:x:0:0:root:/root:/bin/sh' >"$image/etc/passwd"
echo 'root:x:0:' >"$image/etc/group"
echo 'it works' >"$image/www/index.html"
tar -C "$image" -cf "$work/rootfs.tar" .
rm -rf "$image"

mv "$work" "$target"
