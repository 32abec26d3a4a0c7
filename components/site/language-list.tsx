"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { chooseLanguage } from "#lib/browser/site/language-choice.ts";
import { folded } from "#lib/core/folded.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";

type Language = { locale: string; name: string; direction: "ltr" | "rtl" };

const ALL: Language[] = Object.entries(LANGUAGES).map(([locale, one]) => ({ locale, ...one }));

/** From this many languages on, nobody finds theirs at a glance. */
const SEARCHED_FROM = 8;

type Props = {
	languages?: readonly Language[];
	onChoose?: (locale: string) => void;
};

/**
 * Each language by its own name and by the page's, both of which can be searched. The page stays
 * where it is; typed text is kept out of the reload.
 */
export function LanguageList({
	languages = ALL,
	onChoose = (locale) => chooseLanguage(locale as Locale),
}: Props) {
	const t = useTranslations("site");
	const current = useLocale();
	const [typed, setTyped] = useState("");
	const root = useRef<HTMLDivElement>(null);
	const nameHere = new Intl.DisplayNames([current], { type: "language" });
	const isSearched = languages.length >= SEARCHED_FROM;
	const found = languages
		.map((one) => ({ ...one, here: nameHere.of(one.locale) ?? one.locale }))
		.filter(({ name, here, locale }) => matches(typed, [name, here, locale]));

	useEffect(() => {
		const first = isSearched ? "input" : "[aria-current]";
		root.current?.querySelector<HTMLElement>(first)?.focus();
	}, [isSearched]);

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the keys are for the elements inside
		<div ref={root} onKeyDown={(event) => moveByKey(event, root.current)}>
			{isSearched && (
				<input
					type="search"
					aria-label={t("languageSearch")}
					placeholder={t("languageSearch")}
					autoComplete="off"
					value={typed}
					onChange={(event) => setTyped(event.target.value)}
					onKeyDown={(event) => {
						const [first] = found;
						if (event.key === "Enter" && first && typed !== "") onChoose(first.locale);
					}}
					className="mb-2 min-h-11 w-full rounded-control border border-control bg-surface px-3"
				/>
			)}
			<ul aria-label={t("languages")} className="max-h-[50vh] overflow-y-auto">
				{found.map(({ locale, name, direction, here }) => (
					<li key={locale}>
						<button
							type="button"
							aria-current={locale === current ? "true" : undefined}
							onClick={() => onChoose(locale)}
							className="flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-control px-3 py-1 text-start hover:bg-raised focus-visible:-outline-offset-3"
						>
							<span className="min-w-0 flex-1">
								<span lang={locale} dir={direction} className="font-semibold">
									{name}
								</span>
								{here !== name && <span className="block text-sm text-muted">{here}</span>}
							</span>
							{locale === current && <Icon name="check" />}
						</button>
					</li>
				))}
			</ul>
			<p role="status" className="px-3 text-muted">
				{found.length === 0 && t("languageNone")}
			</p>
		</div>
	);
}

const matches = (typed: string, names: readonly string[]) =>
	names.some((name) => folded(name).includes(folded(typed.trim())));

/** Arrows, Home and End move through the list; a letter moves to the next language that starts with it. */
function moveByKey(event: KeyboardEvent, root: HTMLElement | null): void {
	if (!root || event.ctrlKey || event.metaKey || event.altKey) return;
	const buttons = [...root.querySelectorAll("button")];
	const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
	const isTyping = document.activeElement instanceof HTMLInputElement;
	const last = buttons.length - 1;
	const to: Record<string, number> = {
		ArrowDown: at === last ? 0 : at + 1,
		ArrowUp: at <= 0 ? last : at - 1,
		...(!isTyping && { Home: 0, End: last }),
	};
	let target = buttons[to[event.key] ?? -1];
	if (!target && event.key.length === 1 && !isTyping) {
		const input = root.querySelector("input");
		if (input) {
			input.focus();
			return;
		}
		const following = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
		const letter = folded(event.key);
		target = following.find(({ innerText }) => folded(innerText).startsWith(letter));
	}
	if (!target) return;
	event.preventDefault();
	target.focus();
}
