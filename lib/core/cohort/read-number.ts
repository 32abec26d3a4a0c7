const ZEROS = [0x0660, 0x06f0];

/** Parses a whole number as people type it: with separators, in Latin or Arabic digits. */
export function readNumber(text: string): number | undefined {
	const latin = text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
		const code = digit.charCodeAt(0);
		return String(code - (ZEROS.findLast((zero) => code >= zero) ?? 0));
	});
	const digits = latin.trim().replace(/(?<=\d)[\s.,'’\u066c](?=\d{3}(?!\d))/g, "");
	return /^\d+$/.test(digits) ? Number(digits) : undefined;
}
