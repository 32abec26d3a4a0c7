import tls from "node:tls";

/**
 * Loaded before a program (`node --import`), this redirects TLS connections for some host names to a local
 * port. Certificates are still checked against the names.
 */
const { hosts, port } = JSON.parse(process.env.FOUND_ELSEWHERE ?? '{"hosts":[],"port":0}') as {
	hosts: string[];
	port: number;
};
const connect = tls.connect as (
	options: tls.ConnectionOptions,
	...rest: unknown[]
) => tls.TLSSocket;

tls.connect = ((options: tls.ConnectionOptions, ...rest: unknown[]) => {
	if (!hosts.includes(options.host ?? "")) return connect(options, ...rest);
	const name = options.host ?? "";
	return connect({ ...options, servername: name, host: "127.0.0.1", port }, ...rest);
}) as typeof tls.connect;
