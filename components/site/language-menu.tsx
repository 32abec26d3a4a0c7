"use client";

import { Icon } from "#components/ui/icon.tsx";
import { later } from "#components/ui/later.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { LANGUAGES } from "#lib/text/locales.ts";

const List = later(() => import("./language-list.tsx").then((m) => m.LanguageList));

/** The language of the page, and the others to choose from. */
export function LanguageMenu() {
	const t = useTranslations("site");
	const { name } = LANGUAGES[useLocale()];
	return (
		<Menu
			label={`${t("languages")}: ${name}`}
			button={
				<>
					<Icon name="language" />
					<span className="hidden sm:inline">{name}</span>
				</>
			}
		>
			<List />
		</Menu>
	);
}
