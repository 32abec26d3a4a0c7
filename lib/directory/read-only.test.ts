import { globSync, readFileSync } from "node:fs";
import { Client } from "ldapts";
import { expect, test } from "vitest";

/** The methods of an LDAP client other than connecting, signing in and reading. */
const OTHERS = ["add", "del", "exop", "modify", "modifyDN"];
const READING = ["bind", "bindSASL", "compare", "isBound", "isConnected", "search"];
const CONNECTING = ["searchPaginated", "startTLS", "unbind"];

test("the domain is only read: our code calls no method that could write to it", () => {
	const offered = Object.getOwnPropertyNames(Client.prototype).filter(
		(name) => name !== "constructor" && !name.startsWith("_"),
	);
	expect(offered.sort()).toEqual([...OTHERS, ...READING, ...CONNECTING].sort());
	// Sets have `add`, too.
	const call = /\.(?:del|exop|modify|modifyDN)\b|\bclient\??\.add\b/;
	const files = globSync(["lib/**/*.ts", "cli/**/*.ts", "server.ts"]);
	const writing = files.filter((file) => call.test(readFileSync(file, "utf8")));
	expect(writing.filter((file) => !file.endsWith(".test.ts"))).toEqual([]);
});
