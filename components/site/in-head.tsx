import { THEME_SCRIPT } from "#lib/browser/site/theme.ts";
import { siteWord } from "#lib/text/site-words.ts";

/** What the head has before the first paint: how this device wants it, and the organisation's own. */
export function InHead() {
	return (
		<>
			{/* biome-ignore lint/security/noDangerouslySetInnerHtml: a script of our own, by its hash in the policy */}
			<script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
			<link rel="stylesheet" href={`/brand.css?${siteWord("brand-version")}`} />
		</>
	);
}
