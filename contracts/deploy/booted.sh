#!/bin/bash
# booted.sh FOLDER NODE: boots systemd on a copy of this machine's root that is dropped afterwards, without a network, with
# FOLDER/root's files in it, until its unit probe.service has ended. Called in a mount namespace of its own: unshare --mount.
set -e
folder=$1
node=$2
mount -t tmpfs tmpfs "$folder/booted"
mkdir "$folder"/booted/{changed,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/booted/changed,workdir=$folder/booted/work" "$folder/booted/root"
cp --recursive --preserve=mode "$folder/root/." "$folder/booted/root"
exec systemd-nspawn --quiet --directory="$folder/booted/root" --register=no --keep-unit --private-network --link-journal=no \
	--bind-ro="$node:/usr/bin/node" --bind="$folder/told:/told" --boot systemd.unit=probe.service systemd.unified_cgroup_hierarchy=1
