# shellcheck shell=bash
# Sourced: the configuration of one controller, and of the Kerberos clients that talk only to it.

write_smb_conf() {
	cat >"$SMB_CONF" <<-CONF
		[global]
		workgroup = $NETBIOS
		realm = $REALM
		netbios name = ${DC_HOST^^}
		server role = active directory domain controller
		server services = ldap cldap kdc rpc s3fs winbindd
		# The LDAP ports are compiled in, so every controller has its own loopback address.
		interfaces = $DC_IP/8
		bind interfaces only = yes
		disable netbios = yes
		smb ports = 445
		private dir = $DC_DIR/private
		state directory = $DC_DIR/state
		cache directory = $DC_DIR/cache
		lock directory = $DC_DIR/lock
		pid directory = $DC_DIR/run
		ncalrpc dir = $DC_DIR/ncalrpc
		ntp signd socket directory = $DC_DIR/ntp
		binddns dir = $DC_DIR/bind-dns
		log file = $DC_DIR/log/log.samba
		logging = file
		log level = 1
		max log size = 10000
		prefork children = 1
		# Restart services at once.
		prefork backoff increment = 0
		tls enabled = yes
		tls keyfile = $DC_DIR/tls/key.pem
		tls certfile = $DC_DIR/tls/certificate.pem
		tls cafile = $CA_FILE
		# Like Windows: allow SASL binds inside TLS.
		ldap server require strong auth = allow_sasl_over_tls
		kdc supported enctypes = $DC_ETYPES
		dns update command = /bin/true
		# The database is disposable, so do not wait for the disk.
		ldb:nosync = true
		load printers = no
		printing = bsd
		disable spoolss = yes
		[sysvol]
		path = $DC_DIR/state/sysvol
		read only = no
		[netlogon]
		path = $DC_DIR/state/sysvol/$DOMAIN_NAME/scripts
		read only = no
	CONF
}

write_krb5_conf() {
	# udp_preference_limit: TCP notices a stopped controller at once.
	cat >"$KRB5_CONF" <<-CONF
		[libdefaults]
		default_realm = $REALM
		dns_lookup_realm = false
		dns_lookup_kdc = false
		rdns = false
		dns_canonicalize_hostname = false
		udp_preference_limit = 1
		[realms]
		$REALM = {
			kdc = $DC_IP:88
			kpasswd_server = $DC_IP:464
		}
		[domain_realm]
		.$DOMAIN_NAME = $REALM
		$DOMAIN_NAME = $REALM
	CONF
}
