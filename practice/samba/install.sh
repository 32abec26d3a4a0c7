#!/usr/bin/env bash
# Installs what the practice domain controllers need from Debian's packages (Debian 12 or later, root).
# Returns at once if everything is installed.
set -euo pipefail

packages=(samba samba-dsdb-modules samba-vfs-modules samba-ad-provision winbind
	python3-samba krb5-user smbclient ldap-utils openssl)

is_complete() {
	local program
	# util-linux has the last two; a very small image may lack it.
	for program in samba smbd winbindd samba-tool kinit smbclient ldapsearch openssl unshare flock; do
		PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || return 1
	done
	# The package samba only recommends these, but provisioning needs them.
	[ -e /usr/share/samba/setup/provision.ldif ] || return 1
	compgen -G '/usr/lib/*/samba/ldb/repl_meta_data.so' >/dev/null || return 1
	/usr/bin/python3 -EB -c 'import samba.samdb' 2>/dev/null
}

# A system-wide Samba would occupy ports 389 and 445 on every address, even after a reboot.
forbid_own_start() {
	[ -e /usr/sbin/policy-rc.d ] && return
	printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
	chmod 755 /usr/sbin/policy-rc.d
	trap 'rm -f /usr/sbin/policy-rc.d' EXIT
}

disable_units() {
	command -v systemctl >/dev/null || return 0
	local unit
	for unit in smbd nmbd winbind samba-ad-dc; do
		systemctl disable "$unit" >/dev/null 2>&1 || true
	done
}

apt() {
	DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq "$@" >&2
}

if is_complete; then exit 0; fi
if [ "$(id -u)" -ne 0 ]; then
	echo "The practice domain controllers need packages that only root can install. As root: $0" >&2
	exit 1
fi

had_samba=$(command -v smbd || true)
forbid_own_start
apt update
apt install -y --no-install-recommends "${packages[@]}"
# Debian 13 has the domain controller in a separate package.
[ -x /usr/sbin/samba ] || apt install -y --no-install-recommends samba-ad-dc
# Leave an existing file server alone.
[ -n "$had_samba" ] || disable_units

is_complete || { echo "The packages are installed, but something is still missing." >&2; exit 1; }
