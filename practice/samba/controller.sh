#!/usr/bin/env bash
# controller.sh COMMAND: runs a real domain controller (Samba AD DC) as one of the managed domain's.
#
#   start     run it and wait until it answers; keeps its directory, or creates one
#   stop      end all its processes
#   hang      accept connections without answering
#   resume    undo stop and hang
#   reset     back to the freshly seeded directory, and start
#   restore FOLDER  back to a copy of the directory made by "back_up" of directory.py, and start
#   silence-kerberos, end-kerberos, resume-kerberos  its Kerberos service accepts without answering;
#             refuses; answers again
#   destroy   stop, and delete its folder
#   status    succeed if it answers
#   describe  print how to reach it, as JSON
#   serve     reset and describe; then execute directory.py's commands from stdin, and stop at end of file
#   tool ...  run samba-tool on its database
#
#   replicate HOST  replicate HOST's contents to this controller, now
#
# Environment: DOMAIN_DIR (short), DC_HOST (dc1, dc2, dc3), DC_IP, DC_CACHE_DIR (reusable snapshots);
# DC_REPLICATES (non-empty: this controller and the others in DOMAIN_DIR form one replicating domain) and
# DC_JOINS (the running controller that a new one joins; empty: it is the first).
# Needs the packages of install.sh, and root: low ports, and a mount namespace (CAP_SYS_ADMIN).
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
umask 022
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Debian's Python, because another python3 on PATH would not find the bindings.
PYTHON=(/usr/bin/python3 -EB)
for part in domain certificates configuration golden replication; do
	# shellcheck source=/dev/null
	. "$HERE/$part.sh"
done

processes() { "${PYTHON[@]}" "$HERE/processes.py" "$1" "$DC_DIR"; }
is_running() { [ -n "$(processes list)" ]; }
is_open() { timeout 1 bash -c "</dev/tcp/$DC_IP/$1" 2>/dev/null; }

# An open port is not enough: ready means that the service account can sign in by LDAPS and NTLM.
answers() {
	LDAPTLS_CACERT=$CA_FILE LDAPTLS_REQCERT=demand timeout 3 ldapsearch -LLL -x -o nettimeout=2 \
		-H "ldaps://$DC_IP" -D "$BIND_NAME@$DOMAIN_NAME" -y "$BIND_PASSWORD_FILE" \
		-s base -b "$BASE_DN" pwdProperties >/dev/null 2>&1 || return 1
	is_open 88 || return 1
	PASSWD=$(cat "$BIND_PASSWORD_FILE") timeout 3 smbclient "//$DC_IP/netlogon" --configfile="$SMB_CONF" \
		--use-kerberos=off -U "$NETBIOS\\$BIND_NAME" -c exit >/dev/null 2>&1
}

wait_until_it_answers() {
	local deadline=$((SECONDS + 30))
	until answers; do
		if [ $SECONDS -gt $deadline ]; then
			tail -20 "$DC_DIR/log/log.samba" >&2
			stop
			fail "does not answer after 30 s"
		fi
		sleep 0.05
	done
}

# smbd looks for winbindd only in the compiled-in /run/samba, so each controller gets its own, named after the
# controller, by which processes.py recognises its processes. The first log lines go to a compiled-in folder.
launch() {
	# shellcheck disable=SC2016 # the inner shell expands them
	unshare --mount sh -c '
		mkdir -p /run/samba /var/log/samba && mount -t tmpfs "keyturn:$1" /run/samba &&
			mount --bind "$1/log" /var/log/samba && mount --bind "$3" /etc/hosts &&
			cd "$1" && exec samba -D -M prefork --configfile="$2" -l "$1/log"
	' sh "$DC_DIR" "$SMB_CONF" "$(hosts_file)" </dev/null
}

make_fresh() {
	mkdir -p "$DC_DIR"/{etc,run,log,tls}
	make_certificates
	write_smb_conf
	write_krb5_conf
	if [ -n "${DC_JOINS:-}" ]; then
		join_domain
		return
	fi
	restore_golden
	quietly invocation "${PYTHON[@]}" "$HERE/new_invocation.py" "$SMB_CONF"
	[ -z "${DC_REPLICATES:-}" ] || found_replication
}

require_means() {
	command -v samba >/dev/null || fail "Samba is missing: run $HERE/install.sh first"
	[ "$(id -u)" -eq 0 ] || fail "needs root, for the low ports and a mount namespace"
}

start() {
	is_running && return
	[ -s "$DC_DIR/private/sam.ldb" ] || make_fresh
	if is_open 389 || is_open 636; then fail "another server already listens on $DC_IP"; fi
	rm -f "$DC_DIR"/run/*.pid
	quietly launch launch
	wait_until_it_answers
}

stop() { processes stop; }
hang() { start; processes hang; }
resume() { processes resume; start; }
reset() { stop; make_fresh; start; }
restore() {
	stop
	fresh_folders
	cp -a --sparse=always "$1/private" "$1/state" "$DC_DIR/"
	quietly invocation "${PYTHON[@]}" "$HERE/new_invocation.py" "$SMB_CONF"
	start
}
silence_kerberos() { processes silence-kerberos; }
end_kerberos() { processes end-kerberos; }
resume_kerberos() {
	processes resume
	wait_until_it_answers
}
destroy() { stop; rm -rf "${DC_DIR:?}"; }

describe() {
	printf '{"ip":"%s","hostname":"%s","krb5Config":"%s","ldapsUrl":"ldaps://%s:636","caFile":"%s",' \
		"$DC_IP" "$DC_HOST.$DOMAIN_NAME" "$KRB5_CONF" "$DC_IP" "$CA_FILE"
	printf '"domainName":"%s","netbios":"%s","baseDn":"%s","bindDn":"%s","bindPassword":"%s"}\n' \
		"$DOMAIN_NAME" "$NETBIOS" "$BASE_DN" "$BIND_NAME@$DOMAIN_NAME" "$(cat "$BIND_PASSWORD_FILE")"
}

# The parent holds the other end of stdin: when it dies for any reason, the controller stops too.
serve() {
	trap stop EXIT
	reset </dev/null
	describe
	"${PYTHON[@]}" "$HERE/directory.py" "$SMB_CONF"
}

case ${1:-} in
start | hang | resume | reset | serve) require_means; "$1" ;;
restore | replicate) require_means; "$1" "$2" ;;
stop | destroy | describe) "$1" ;;
silence-kerberos | end-kerberos | resume-kerberos) "${1//-/_}" ;;
status) answers ;;
tool) shift; exec samba-tool "$@" --configfile="$SMB_CONF" ;;
*) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
