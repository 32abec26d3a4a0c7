import { LazyPerson } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("onePerson.heading");

/** The person on the phone. */
export default async function PersonPage(props: PageProps<"/[locale]/helpdesk/person">) {
	const t = await pageText(props, "onePerson");
	return (
		<>
			<h1 data-heading="" className="sr-only" tabIndex={-1}>
				{t("heading")}
			</h1>
			<TextFor
				of={[
					"site",
					"failures",
					"signIn",
					"helpdesk",
					"onePerson",
					"temporary",
					"expire",
					"cohort",
					"progress",
				]}
			>
				<LazyPerson />
			</TextFor>
		</>
	);
}
