# shellcheck shell=bash
# Sourced: the replicating controllers of one domain. They find each other by name in a private hosts file,
# so the machine's own is untouched and there is nothing to clean up. Nothing replicates by itself
# ("drepl" is not running), so that tests control when.

ADMINISTRATOR_FILE=$DOMAIN_DIR/administrator

hosts_file() { [ -n "${DC_REPLICATES:-}" ] && echo "$DOMAIN_DIR/hosts" || echo /etc/hosts; }

with_names() {
	# shellcheck disable=SC2016 # the inner shell expands it
	unshare --mount sh -c 'mount --bind "$1" /etc/hosts && shift && exec "$@"' sh "$(hosts_file)" "$@"
}

# Written in place, because running controllers have this very file mounted.
add_name() { echo "$DC_IP $1" >>"$DOMAIN_DIR/hosts"; }

# A controller is addressed by its directory service's GUID, which changes with each join.
add_own_names() {
	add_name "$DC_HOST.$DOMAIN_NAME"
	add_name "$("${PYTHON[@]}" "$HERE/service_guid.py" "$SMB_CONF")._msdcs.$DOMAIN_NAME"
}

# Joining needs the administrator, whose password in the snapshot is unknown.
found_replication() {
	local password
	password=Aa1-$(openssl rand -hex 16)
	echo 127.0.0.1 localhost >"$DOMAIN_DIR/hosts"
	(umask 077; printf 'Administrator%%%s' "$password" >"$ADMINISTRATOR_FILE")
	quietly administrator samba-tool user setpassword Administrator --newpassword="$password" --configfile="$SMB_CONF"
	add_own_names
}

join_domain() {
	fresh_folders
	cp -p "$DOMAIN_DIR/$DC_JOINS/etc/bind-password" "$BIND_PASSWORD_FILE"
	quietly join with_names samba-tool domain join "$DOMAIN_NAME" DC --server="$DC_JOINS.$DOMAIN_NAME" \
		-U "$(cat "$ADMINISTRATOR_FILE")" --use-kerberos=off --dns-backend=NONE --configfile="$SMB_CONF"
	mkdir -p "$DC_DIR/state/sysvol/$DOMAIN_NAME/scripts"
	add_own_names
}

# Pulls into this controller's own database: over the network Samba 4.17 fails with WERR_INVALID_PARAMETER.
replicate() {
	quietly replicate with_names samba-tool drs replicate "$DC_HOST.$DOMAIN_NAME" "$1.$DOMAIN_NAME" "$BASE_DN" --local \
		-U "$(cat "$ADMINISTRATOR_FILE")" --use-kerberos=off --configfile="$SMB_CONF"
}
