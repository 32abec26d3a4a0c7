import "uplot/dist/uPlot.min.css";
import { LazyBoard } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageLanguage, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("cohort.groupHeading");

/** One page for every `/helpdesk/groups/<group>`. */
export default async function GroupPage(props: PageProps<"/[locale]/helpdesk/group">) {
	await pageLanguage(props);
	return (
		<TextFor
			of={[
				...(["site", "failures", "signIn", "helpdesk", "cohort"] as const),
				// For the person shown beside the board.
				...(["onePerson", "temporary", "expire", "progress"] as const),
			]}
		>
			<LazyBoard />
		</TextFor>
	);
}
