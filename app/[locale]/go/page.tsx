import { LazyGo } from "#components/link/lazy-go.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageLanguage, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("go.title");

/** One page for every `/go/<link>`: the link is read from the address and never part of the page. */
export default async function GoPage(props: PageProps<"/[locale]/go">) {
	await pageLanguage(props);
	return (
		<div data-late>
			<TextFor of={["site", "failures", "start", "states", "go"]}>
				<LazyGo />
			</TextFor>
		</div>
	);
}
