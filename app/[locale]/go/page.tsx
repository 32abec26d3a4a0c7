import { setRequestLocale } from "next-intl/server";
import { LazyGo } from "#components/link/lazy-go.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("go");

/** One page for every `/go/<link>`: the link is read from the address and never in the page. */
export default async function GoPage({ params }: PageProps<"/[locale]/go">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<TextFor of={["site", "load", "start", "go"]}>
			<LazyGo />
		</TextFor>
	);
}
