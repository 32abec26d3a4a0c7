import { LazyProgress } from "#components/progress/lazy-progress.tsx";
import { PreloadConfig } from "#components/sign-in/preload-config.tsx";
import { Support } from "#components/site/support.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("progress.title");

export default async function ProgressPage(props: PageProps<"/[locale]/progress">) {
	const t = await pageText(props, "progress");
	const site = await pageText(props, "site");
	return (
		<div data-wide="employee" data-late>
			<PreloadConfig />
			<p data-heading="" className="mb-1 text-sm text-muted">
				{site("step", { step: 4, of: 4 })}
			</p>
			<div data-opening="">
				<PageHeading>{t("title")}</PageHeading>
			</div>
			<TextFor
				of={[
					"site",
					"failures",
					"signIn",
					"progress",
					"states",
					"tellMe",
					"obstacles",
					"instructions",
					"savedPasswords",
				]}
			>
				<LazyProgress support={<Support />} />
			</TextFor>
		</div>
	);
}
