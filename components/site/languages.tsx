"use client";

import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useLocale } from "#lib/text/client.tsx";
import { LANGUAGE_COOKIE, LANGUAGES, LOCALES, type Locale } from "#lib/text/locales.ts";

const YEAR_S = 365 * 24 * 60 * 60;

/** Each language in its own words. The page stays where it is; what was typed is kept out of the reload. */
export function Languages({ label }: { label: string }) {
	const current = useLocale();
	function choose(locale: Locale) {
		// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers of 2024
		document.cookie = `${LANGUAGE_COOKIE}=${locale}; path=/; max-age=${YEAR_S}; samesite=lax`;
		window.location.reload();
	}
	return (
		<nav aria-label={label}>
			<ul className="flex flex-wrap gap-x-4">
				{LOCALES.map((locale) => (
					<li key={locale} lang={locale} dir={LANGUAGES[locale].direction}>
						{locale === current ? (
							<span aria-current="true" className="font-semibold">
								{LANGUAGES[locale].name}
							</span>
						) : (
							<button
								type="button"
								className={`cursor-pointer ${TEXT_LINK}`}
								onClick={() => choose(locale)}
							>
								{LANGUAGES[locale].name}
							</button>
						)}
					</li>
				))}
			</ul>
		</nav>
	);
}
