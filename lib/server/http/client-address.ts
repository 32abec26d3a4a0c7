import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * Which proxies' `X-Forwarded-For` to trust, as a function for Fastify's `trustProxy`.
 *
 * @param proxies addresses and networks like `10.0.0.4` and `fd00::/8` (setting `TRUSTED_PROXIES`)
 */
export function trustOf(proxies: readonly string[]): (address: string | undefined) => boolean {
	const trusted = new BlockList();
	for (const proxy of proxies) {
		const [address = "", bits] = proxy.split("/");
		const family = isIPv6(address) ? "ipv6" : "ipv4";
		if (bits === undefined) trusted.addAddress(address, family);
		else trusted.addSubnet(address, Number(bits), family);
	}
	return (text) => {
		const address = bareAddress(text);
		return isIP(address) > 0 && trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");
	};
}

/** Whether this is an address, or a network in CIDR notation (RFC 4632). */
export function isAddressOrNetwork(text: string): boolean {
	const [address = "", bits, ...rest] = text.split("/");
	const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
	if (most < 0 || rest.length > 0) return false;
	return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}

/**
 * The key under which a request is counted: the network address without a port, and for IPv6 its
 * /64, which one customer usually has (RFC 6177). Slows down guessing; grants nothing.
 *
 * @param text `undefined`: the client has already gone
 */
export function addressKey(text: string | undefined): string {
	const address = bareAddress(text);
	if (!isIPv6(address)) return address;
	return `${groups(address).slice(0, 4).join(":")}::/64`;
}

/**
 * Proxies also write `192.0.2.1:443` and `[2001:db8::1]:443`, sometimes quoted; Node writes
 * `::ffff:192.0.2.1`, others the same in hexadecimal.
 */
function bareAddress(text = ""): string {
	const trimmed = text
		.replaceAll('"', "")
		.trim()
		.replace(/%[^\]]*/, "");
	const inBrackets = /^\[(.+)\](?::\d*)?$/.exec(trimmed)?.[1];
	const withPort = /^([\da-f:]*\.[\d.]+):\d*$/i.exec(trimmed)?.[1];
	const address = inBrackets ?? withPort ?? trimmed;
	return isIPv6(address) ? (withinIpv6(address) ?? address) : address;
}

/** IPv4 in IPv6: mapped (RFC 4291, 2.5.5.2) or translated (RFC 6052). Each is a separate caller. */
const IPV4_WITHIN = ["0:0:0:0:0:ffff", "64:ff9b:0:0:0:0"];

function withinIpv6(address: string): string | undefined {
	const all = groups(address);
	if (!IPV4_WITHIN.includes(all.slice(0, 6).join(":"))) return undefined;
	const bytes = all
		.slice(6)
		.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
	return bytes.join(".");
}

/** The eight groups of an IPv6 address, without leading zeros, normalised by the URL standard. */
function groups(address: string): string[] {
	const spelled = new URL(`http://[${address}]`).hostname.slice(1, -1);
	const [head = "", tail] = spelled.split("::");
	const before = head.split(":").filter(Boolean);
	const after = (tail ?? "").split(":").filter(Boolean);
	const missing = tail === undefined ? 0 : 8 - before.length - after.length;
	return [...before, ...Array.from({ length: missing }, () => "0"), ...after];
}
