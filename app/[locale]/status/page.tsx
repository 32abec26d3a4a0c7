import { setRequestLocale } from "next-intl/server";
import { LazyStatus } from "#components/progress/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("status");

/** One page for every `/status/<ticket>`: the ticket is read from the address and never in the page. */
export default async function StatusPage({ params }: PageProps<"/[locale]/status">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<div data-wide="employee" data-late>
			<TextFor of={["site", "progress", "states", "tellMe", "obstacles", "instructions", "titles"]}>
				<LazyStatus />
			</TextFor>
		</div>
	);
}
