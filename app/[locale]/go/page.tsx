import { LazyGo } from "#components/link/lazy-go.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("start.title");

/** One page for every `/go/<link>`: the link is read from the address and never part of the page. */
export default async function GoPage(props: PageProps<"/[locale]/go">) {
	const t = await pageText(props, "go");
	const start = await pageText(props, "start");
	return (
		<div data-late>
			<div data-opening="">
				<PageHeading>{start("title")}</PageHeading>
				<p className="mb-4">{t("lead")}</p>
			</div>
			<TextFor of={["site", "failures", "start", "states", "go"]}>
				<LazyGo />
			</TextFor>
		</div>
	);
}
