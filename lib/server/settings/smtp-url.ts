/** For a server without TLS: mails are sent in clear, and never with a password. */
export const TLS_OPTIONAL = "?tls=optional";

/** `smtp://host:port`, `smtps://user:password@host:port` or `smtp://host?tls=optional`, and nothing else. */
export function isSmtpUrl(value: string): boolean {
	if (!URL.canParse(value)) return false;
	const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(value);
	const isClear = search === TLS_OPTIONAL && protocol === "smtp:" && username === "";
	const isBare = ["", "/"].includes(pathname) && (search === "" || isClear) && hash === "";
	const isWhole = (username === "") === (password === "");
	return (
		/^smtps?:$/.test(protocol) &&
		hostname !== "" &&
		port !== NO_PORT &&
		isBare &&
		isWhole &&
		isDecodable(username) &&
		isDecodable(password)
	);
}

/** Port 0 cannot be reached. */
export const NO_PORT = "0";

function isDecodable(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}
