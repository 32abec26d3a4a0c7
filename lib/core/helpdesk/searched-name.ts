import { userNames } from "../pasted/user-names.ts";

/**
 * The name to search for in what an agent types or pastes: an address as Outlook and links have it
 * (`Dana Riley <dana@…>`, `mailto:dana@…`) without what is around it, and a domain account's name
 * (`CONTOSO\dana`, as event logs write it) without its domain. Anything else as it is.
 */
export function searchedName(words: string): string {
	const { names, unread } = userNames(words);
	const [only, ...others] = names;
	if (only && others.length === 0 && unread.length === 0) return only;
	return /^[^\\\s]+\\(.+)$/s.exec(words)?.[1] ?? words;
}
