import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** A mistake in a command line. */
export class WrongOption extends Error {}

/** As Node's `parseArgs`. @throws `WrongOption` */
export function optionsIn<const Options extends ParseArgsOptionsConfig>(
	args: string[],
	options: Options,
) {
	try {
		return parseArgs({ args, options }).values;
	} catch (error) {
		throw new WrongOption(error instanceof Error ? error.message : String(error));
	}
}

/**
 * Reads options that are whole numbers from 1.
 *
 * @throws when one is unknown or is not such a number
 */
export function numbersIn<Name extends string>(
	args: string[],
	defaults: Record<Name, number>,
): Record<Name, number> {
	const options = Object.fromEntries(
		Object.entries<number>(defaults).map(([name, value]) => [
			name,
			{ type: "string", default: String(value) } as const,
		]),
	);
	const numbers = Object.entries(optionsIn(args, options)).map(([name, text]) => [
		name,
		positive(name, text),
	]);
	return Object.fromEntries(numbers);
}

/** Parses an option. @throws unless it is a whole number from 1 */
export function positive(name: string, text: unknown): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 1)
		throw new WrongOption(`--${name} ${text}: must be a whole number from 1.`);
	return number;
}
