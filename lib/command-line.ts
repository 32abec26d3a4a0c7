import { type ParseArgsConfig, parseArgs } from "node:util";

/** Exit code: the command was used wrongly, and did nothing. */
const WRONG_USE = 2;

type Given<Config extends ParseArgsConfig> = ReturnType<typeof parseArgs<Config>>;

/**
 * Reads this process's arguments. Mistakes end it, with what is wrong and how it is used; so does
 * `--help`, without a mistake.
 *
 * @param read turns them into what the command needs; whatever it throws is a mistake in them
 */
export function readCommandLine<const Config extends ParseArgsConfig, Read>(
	usageOfNpm: string,
	config: Config,
	read: (given: Given<Config>) => Read,
): Read {
	const usage = asRun(usageOfNpm);
	if (process.argv.slice(2).includes("--help")) {
		process.stdout.write(`${usage}\n`);
		process.exit(0);
	}
	try {
		refuseRepeated(config);
		return read(parseArgs(config));
	} catch (error) {
		const mistake = error instanceof Error ? error.message : String(error);
		process.stderr.write(`${mistake}\n\n${usage}\n`);
		process.exit(WRONG_USE);
	}
}

/** A text in which the commands of `npm run` are as they are run here: in the archive, bundles without npm. */
export function asRun(text: string): string {
	const isBundle = process.argv[1]?.endsWith(".js");
	return isBundle ? text.replace(/npm run ([\w-]+)(?: --)?/g, "node $1.js") : text;
}

/** Of two values one would be ignored. */
function refuseRepeated(config: ParseArgsConfig): void {
	const { tokens } = parseArgs({ ...config, tokens: true });
	const names = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
	const twice = names.find((name, at) => names.indexOf(name) < at);
	if (twice) throw new Error(`Option '--${twice}' is given twice.`);
}

/** An address to listen on; IPv6 also in brackets, as in URLs. @throws when the text is none */
export function hostFrom(text: string): string {
	const host = text.replace(/^\[(.*)\]$/, "$1");
	if (host === "") throw new Error("--host is empty.");
	return host;
}

/** A port to listen on. @throws when the text is none */
export function portFrom(text: string): number {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > 65_535) {
		throw new Error(`Port '${text}': must be a number from 1 to 65535.`);
	}
	return port;
}
