import { LazyStatus } from "#components/progress/lazy-status.tsx";
import { Support } from "#components/site/support.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageLanguage, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("progress.shareTitle");

/** One page for every `/status/<ticket>`: the ticket is read from the address and never part of the page. */
export default async function StatusPage(props: PageProps<"/[locale]/status">) {
	await pageLanguage(props);
	return (
		<div data-wide="employee" data-late>
			<TextFor of={["site", "progress", "states", "tellMe", "obstacles", "instructions"]}>
				<LazyStatus support={<Support />} />
			</TextFor>
		</div>
	);
}
