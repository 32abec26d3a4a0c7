import { setRequestLocale } from "next-intl/server";
import { HelpdeskNav } from "#components/helpdesk/helpdesk-nav.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";

/** What the helpdesk's pages have around them; their tables need the whole width. */
export default async function HelpdeskLayout({
	children,
	params,
}: LayoutProps<"/[locale]/helpdesk">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<div data-wide>
			<TextFor of={["helpdesk"]}>
				<HelpdeskNav />
			</TextFor>
			{children}
		</div>
	);
}
