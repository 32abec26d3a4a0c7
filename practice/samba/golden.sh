# shellcheck shell=bash
# Sourced: the freshly seeded database, created once and copied for every run.

# Everything that determines the database's contents: another seed, name or Samba version is another snapshot.
fingerprint() {
	{ cat "$HERE"/{domain,configuration,golden}.sh "$HERE/seed.py"; samba --version; } |
		sha256sum | cut -c1-16
}

# A domain's controllers share the service account's password.
make_bind_password() {
	[ -s "$1" ] && return
	(umask 077; printf 'Aa1-%s' "$(openssl rand -hex 16)" >"$1.new")
	mv "$1.new" "$1"
}

fresh_folders() {
	rm -rf "${DC_DIR:?}"/{private,state,cache,lock,ncalrpc,ntp,bind-dns}
	mkdir -p "$DC_DIR"/{private,state,cache,lock,ncalrpc,ntp,bind-dns}
	chmod 700 "$DC_DIR/private"
}

provision() {
	fresh_folders
	# No DNS: clients get addresses. The administrator gets a random password, since nobody needs it.
	quietly provision samba-tool domain provision --configfile="$SMB_CONF" --realm="$REALM" --domain="$NETBIOS" \
		--domain-sid="$DOMAIN_SID" --server-role=dc --dns-backend=NONE --host-name="$DC_HOST" --host-ip="$DC_IP"
	BIND_NAME=$BIND_NAME BIND_PASSWORD=$(cat "$BIND_PASSWORD_FILE") \
		quietly seed "${PYTHON[@]}" "$HERE/seed.py" "$SMB_CONF"
}

# A snapshot gets its name only when complete, so that an aborted run leaves none behind.
make_golden() {
	[ -d "$1" ] && return
	provision
	rm -rf "$1.new"
	mkdir "$1.new"
	cp -a --sparse=always "$DC_DIR/private" "$DC_DIR/state" "$1.new/"
	mv "$1.new" "$1"
}

# The locks wait for another process that is creating the same snapshot: the other controller, or a run with the same cache.
restore_golden() {
	local set golden
	set=${DC_CACHE_DIR:-$DOMAIN_DIR/golden}/$(fingerprint)
	golden=$set/$DC_HOST
	mkdir -p "$set"
	(flock 9; make_bind_password "$set/bind-password") 9>"$set/lock"
	cp -p "$set/bind-password" "$BIND_PASSWORD_FILE"
	(flock 9; make_golden "$golden") 9>"$golden.lock"
	fresh_folders
	cp -a --sparse=always "$golden/private" "$golden/state" "$DC_DIR/"
}
