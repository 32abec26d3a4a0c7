/** Parses an option. @throws unless it is a whole number from 1 */
export function positive(name: string, text: string): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 1)
		throw new Error(`--${name} ${text}: must be a whole number from 1.`);
	return number;
}
