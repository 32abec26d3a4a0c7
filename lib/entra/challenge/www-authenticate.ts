/** One challenge of a `WWW-Authenticate` header. Scheme and parameter names are in lower case. */
type Challenge = {
	scheme: string;
	/** What some schemes use instead of parameters, e.g. Negotiate. */
	token68: string | undefined;
	params: ReadonlyMap<string, string>;
};

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const SCHEME = new RegExp(`^(${TOKEN})(?: +|$|(?=,))`);
const PARAMETER = new RegExp(`^(${TOKEN})[ \\t]*=[ \\t]*(?:(${QUOTED})|(${TOKEN}))[ \\t]*(?=,|$)`);
const TOKEN68 = /^[0-9A-Za-z\-._~+/]+=*(?=[ \t]*(?:,|$))/;
const BETWEEN = /^[ \t,]+/;

/**
 * Parses a `WWW-Authenticate` header (RFC 9110, sections 11.2 to 11.6.1), which may contain several
 * challenges, quoted commas and `=`, and escapes. Everything after a syntax error is ignored.
 */
export function readChallenges(header: string): Challenge[] {
	const challenges: Challenge[] = [];
	let rest = header.replace(BETWEEN, "");
	while (rest) {
		const challenge = take(SCHEME);
		if (!challenge) break;
		const params = new Map<string, string>();
		const token68 = take(TOKEN68)?.[0];
		if (token68 === undefined) readParams(params);
		challenges.push({ scheme: String(challenge[1]).toLowerCase(), token68, params });
		rest = rest.replace(BETWEEN, "");
	}
	return challenges;

	function readParams(params: Map<string, string>): void {
		for (let found = take(PARAMETER); found; found = take(PARAMETER)) {
			const [, name = "", quoted, plain = ""] = found;
			params.set(name.toLowerCase(), quoted ? unquoted(quoted) : plain);
			const next = rest.replace(BETWEEN, "");
			if (!PARAMETER.test(next)) break;
			rest = next;
		}
	}

	function take(pattern: RegExp): RegExpExecArray | undefined {
		const found = pattern.exec(rest) ?? undefined;
		if (found) rest = rest.slice(found[0].length);
		return found;
	}
}

function unquoted(text: string): string {
	return text.slice(1, -1).replace(/\\(.)/g, "$1");
}
