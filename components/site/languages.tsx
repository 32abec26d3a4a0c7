"use client";

import { TEXT_LINK } from "#components/ui/text-link.ts";
import { chooseLanguage } from "#lib/browser/site/language-choice.ts";
import { useEarlyPress } from "#lib/browser/site/use-early-press.ts";
import { useLocale } from "#lib/text/client.tsx";
import { LANGUAGES, LOCALES, type Locale } from "#lib/text/locales.ts";

/** Each language in its own words. The page stays where it is; what was typed is kept out of the reload. */
export function Languages({ label }: { label: string }) {
	const current = useLocale();
	return (
		<nav aria-label={label}>
			<ul className="flex gap-x-3 text-xs sm:gap-x-4 sm:text-sm">
				{LOCALES.map((locale) => (
					<li key={locale} lang={locale} dir={LANGUAGES[locale].direction}>
						{locale === current ? (
							<span
								aria-current="true"
								className="inline-block py-1 font-semibold whitespace-nowrap"
							>
								{LANGUAGES[locale].name}
							</span>
						) : (
							<Choice locale={locale} />
						)}
					</li>
				))}
			</ul>
		</nav>
	);
}

function Choice({ locale }: { locale: Locale }) {
	const press = useEarlyPress(() => chooseLanguage(locale));
	return (
		<button
			type="button"
			className={`min-h-6 cursor-pointer py-1 whitespace-nowrap ${TEXT_LINK}`}
			{...press}
		>
			{LANGUAGES[locale].name}
		</button>
	);
}
