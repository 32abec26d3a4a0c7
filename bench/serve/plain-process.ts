import { createServer, get } from "node:http";

/** A plain server of pages: answers every request with a copy of another server's answer. */
const [port, url = ""] = process.argv.slice(2);
const headers = { accept: "text/html", "accept-encoding": "gzip", "accept-language": "en" };
const OF_THE_CONNECTION = ["date", "connection", "keep-alive"];

get(url, { headers }, async (answer) => {
	const body = Buffer.concat(await answer.toArray());
	const own = Object.entries(answer.headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
	const always = own.flatMap(([name, value]) => [name, String(value)]);
	createServer((_, response) => {
		response.writeHead(200, always).end(body);
	}).listen(Number(port), "127.0.0.1", () => process.send?.("ready"));
});
