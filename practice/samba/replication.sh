# shellcheck shell=bash
# Sourced: controllers of one domain that replicate. They find each other by name, in a hosts file that only
# they see: the machine's own stays as it is, and there is nothing to tidy up. No service replicates by itself
# ("drepl" is not among theirs), so that a test says when.

ADMINISTRATOR_FILE=$DOMAIN_DIR/administrator

hosts_file() { [ -n "${DC_REPLICATES:-}" ] && echo "$DOMAIN_DIR/hosts" || echo /etc/hosts; }

with_names() {
	# shellcheck disable=SC2016 # the inner shell expands it
	unshare --mount sh -c 'mount --bind "$1" /etc/hosts && shift && exec "$@"' sh "$(hosts_file)" "$@"
}

# Written in place, because running controllers have the file itself before them.
add_name() { echo "$DC_IP $1" >>"$DOMAIN_DIR/hosts"; }

# A controller is called by the GUID of its directory service, which is another one after each join.
add_own_names() {
	add_name "$DC_HOST.$DOMAIN_NAME"
	add_name "$("${PYTHON[@]}" "$HERE/service_guid.py" "$SMB_CONF")._msdcs.$DOMAIN_NAME"
}

# Joining takes the administrator, whose password in the snapshot nobody knows.
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

# Pulled into this controller's own database: asked over the network, Samba 4.17 ends in WERR_INVALID_PARAMETER.
replicate() {
	quietly replicate with_names samba-tool drs replicate "$DC_HOST.$DOMAIN_NAME" "$1.$DOMAIN_NAME" "$BASE_DN" --local \
		-U "$(cat "$ADMINISTRATOR_FILE")" --use-kerberos=off --configfile="$SMB_CONF"
}
