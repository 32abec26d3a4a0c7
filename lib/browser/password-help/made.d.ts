/** What the build derives from word lists (`cli/password-words.ts`); not in the repository. */
declare module "#lib/browser/password-help/made/strength-data.json" {
	const data: import("#lib/core/password-words/strength-data.ts").StrengthData;
	// biome-ignore lint/style/noDefaultExport: a JSON file has no other
	export default data;
}

declare module "#lib/browser/password-help/made/passphrase-words.json" {
	/** Written by `encodeWords`. */
	const data: { words: string };
	// biome-ignore lint/style/noDefaultExport: a JSON file has no other
	export default data;
}
