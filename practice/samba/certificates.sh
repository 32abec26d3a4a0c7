# shellcheck shell=bash
# Sourced: one certificate authority for the domain, one certificate for each controller. Elliptic curve keys
# are generated instantly, so nothing has to be stored and nothing can expire.

make_authority() {
	[ -s "$CA_FILE" ] && return
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -sha256 \
		-subj "/O=Keyturn practice/CN=$DOMAIN_NAME practice CA" \
		-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign \
		-keyout "$DOMAIN_DIR/ca-key.pem" -out "$CA_FILE.new" &&
		chmod 644 "$CA_FILE.new" &&
		mv "$CA_FILE.new" "$CA_FILE"
}

make_certificate() {
	local tls=$DC_DIR/tls
	printf '%s\n' "subjectAltName=DNS:$DC_HOST.$DOMAIN_NAME,DNS:$DOMAIN_NAME,DNS:localhost,IP:$DC_IP,IP:127.0.0.1" \
		basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature extendedKeyUsage=serverAuth \
		>"$tls/extensions" &&
		openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$DC_HOST.$DOMAIN_NAME" \
			-keyout "$tls/key.pem" -out "$tls/request.pem" &&
		openssl x509 -req -in "$tls/request.pem" -CA "$CA_FILE" -CAkey "$DOMAIN_DIR/ca-key.pem" \
			-set_serial "0x$(openssl rand -hex 8)" -days 825 -sha256 -extfile "$tls/extensions" \
			-out "$tls/certificate.pem"
}

# Samba requires keys to be readable by their owner only. The controllers share one authority.
make_certificates() {
	(umask 077; flock 9; quietly authority make_authority) 9>"$DOMAIN_DIR/ca.lock"
	(umask 077; quietly certificate make_certificate)
}
