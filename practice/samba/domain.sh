# shellcheck shell=bash
# shellcheck disable=SC2034 # used by the scripts that source this
# Sourced: what the practice domain's controllers have in common. Its names are defined only here.

REALM=AADDSCONTOSO.COM
DOMAIN_NAME=aaddscontoso.com
NETBIOS=AADDSCONTOSO
BASE_DN=DC=aaddscontoso,DC=com
BIND_NAME=svc-portal
# A domain has one SID, although the controllers here are provisioned separately.
DOMAIN_SID=S-1-5-21-1111111111-2222222222-3333333333

DC_HOST=${DC_HOST:-dc1}
case $DC_HOST in
dc1) DC_IP=${DC_IP:-127.0.0.10} ;;
dc2) DC_IP=${DC_IP:-127.0.0.11} ;;
dc3) DC_IP=${DC_IP:-127.0.0.13} ;;
*) echo "DC_HOST is dc1, dc2 or dc3, not '$DC_HOST'." >&2; exit 2 ;;
esac
# RC4 is switched off in Entra Domain Services, so the NTLM key alone allows no Kerberos.
DC_ETYPES="aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96"

# Many other characters are special in smb.conf, and a Unix socket's path has at most 108 bytes.
DOMAIN_DIR=$(realpath -m "${DOMAIN_DIR:-/tmp/keyturn-domain}")
if ! [[ $DOMAIN_DIR =~ ^/[A-Za-z0-9/_.-]{1,70}$ ]]; then
	echo "DOMAIN_DIR must consist of plain characters, at most 71: '$DOMAIN_DIR'." >&2
	exit 2
fi
DC_DIR=$DOMAIN_DIR/$DC_HOST
CA_FILE=$DOMAIN_DIR/ca.pem
SMB_CONF=$DC_DIR/etc/smb.conf
KRB5_CONF=$DC_DIR/etc/krb5.conf
BIND_PASSWORD_FILE=$DC_DIR/etc/bind-password

fail() {
	echo "$DC_HOST: $*" >&2
	exit 1
}

# quietly LOG COMMAND...: shows the command's output only if it fails.
quietly() {
	local log=$DC_DIR/log/$1
	shift
	"$@" >"$log" 2>&1 || { tail -20 "$log" >&2; fail "failed: $1"; }
}
