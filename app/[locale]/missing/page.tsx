import { buttonClass } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message-page.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("missing.heading");

/** Unknown addresses; the build gives it the status 404 (`cli/after-build.ts`). */
export default async function MissingPage(props: PageProps<"/[locale]/missing">) {
	const t = await pageText(props, "missing");
	return (
		<MessagePage
			icon="search"
			heading={t("heading")}
			actions={
				<a href="/" className={buttonClass()}>
					{t("toStart")}
				</a>
			}
		>
			<p>{t("lead")}</p>
		</MessagePage>
	);
}
