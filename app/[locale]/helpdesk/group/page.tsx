import "uplot/dist/uPlot.min.css";
import { setRequestLocale } from "next-intl/server";
import { LazyBoard } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("group");

/** One page for every `/helpdesk/groups/<group>`. */
export default async function GroupPage({ params }: PageProps<"/[locale]/helpdesk/group">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<TextFor
			of={[
				...(["site", "load", "signIn", "helpdesk", "cohort", "titles"] as const),
				// For the person beside the board.
				...(["onePerson", "temporary", "expire", "progress"] as const),
			]}
		>
			<LazyBoard />
		</TextFor>
	);
}
