import { userNames } from "../pasted/user-names.ts";

/**
 * Extracts the name to search for from what an agent types or pastes: the bare address from Outlook or a link (`Dana Riley
 * <dana@…>`, `mailto:dana@…`), and a domain account's name (`CONTOSO\dana`, as in event logs) without its domain. Anything else
 * is left as it is.
 */
export function searchedName(words: string): string {
	const { names, unread } = userNames(words);
	const [only, ...others] = names;
	if (only && others.length === 0 && unread.length === 0) return only;
	return /^[^\\\s]+\\(.+)$/s.exec(words)?.[1] ?? words;
}
