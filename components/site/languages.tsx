"use client";

import { TEXT_LINK } from "#components/ui/text-link.ts";
import { chooseLanguage } from "#lib/browser/site/language-choice.ts";
import { useLocale } from "#lib/text/client.tsx";
import { LANGUAGES, LOCALES } from "#lib/text/locales.ts";

/** Each language in its own words. The page stays where it is; what was typed is kept out of the reload. */
export function Languages({ label }: { label: string }) {
	const current = useLocale();
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
								onClick={() => chooseLanguage(locale)}
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
