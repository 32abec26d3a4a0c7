/** `smtp://host:port` or `smtps://user:password@host:port`, and nothing else. */
export function isSmtpUrl(value: string): boolean {
	if (!URL.canParse(value)) return false;
	const { protocol, hostname, pathname, search, hash, username, password } = new URL(value);
	const isBare = (pathname === "" || pathname === "/") && search === "" && hash === "";
	const isWhole = (username === "") === (password === "");
	return (
		/^smtps?:$/.test(protocol) &&
		hostname !== "" &&
		isBare &&
		isWhole &&
		isDecodable(username) &&
		isDecodable(password)
	);
}

function isDecodable(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}
