import { NOTE_CHANGE } from "#lib/browser/change/kept-change.ts";
import { NOTE_SIGNED_IN } from "#lib/browser/sign-in/sign-in-card-state.ts";
import { THEME_SCRIPT } from "#lib/browser/site/theme.ts";
import { siteValue } from "#lib/text/site-values.ts";

/** What the head contains before first paint: the device's theme, and the organisation's branding. */
export function InHead() {
	return (
		<>
			{/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own script, with its hash in the policy */}
			<script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT + NOTE_CHANGE + NOTE_SIGNED_IN }} />
			<link rel="stylesheet" href={`/brand.css?${siteValue("brand-version")}`} />
			{/* A header that is painted in parts would shift; the content comes after it (HTML, "link type expect"). */}
			<link rel="expect" href="#content" blocking="render" />
		</>
	);
}
