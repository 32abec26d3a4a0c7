/** What attackers try first for a person: their own names and their organisation's. */
export type OwnWords = {
	/** First and last name, as far as the display name reveals them. */
	names: string[];
	/** From the domain of the user name: `contoso` of `contoso.onmicrosoft.com`. */
	organisation: string[];
	userName: string[];
};

type Person = { displayName: string; userPrincipalName: string; mailNickname: string | undefined };

/** Labels that say nothing about an organisation. */
const COMMON_LABELS = new Set(["onmicrosoft", "mail", "corp"]);

/** A person's own words, which do not belong in their password. */
export function ownWords({ displayName, userPrincipalName, mailNickname = "" }: Person): OwnWords {
	const [local = "", domain = ""] = userPrincipalName.split("@");
	const labels = domain.split(".").slice(0, -1);
	return {
		names: distinct(wordsOf(displayName)),
		organisation: distinct(labels.filter((label) => !COMMON_LABELS.has(label.toLowerCase()))),
		userName: distinct([local, mailNickname, ...wordsOf(local), ...wordsOf(mailNickname)]),
	};
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u);

function distinct(words: string[]): string[] {
	return [...new Set(words.filter((word) => word !== ""))];
}
