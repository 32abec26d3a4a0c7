import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyProgress } from "#components/progress/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("progress");

export default async function ProgressPage({ params }: PageProps<"/[locale]/progress">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const site = await getTranslations("site");
	return (
		<div data-wide="employee" data-late>
			<p className="mb-3 text-sm text-muted">{site("step", { step: 4, of: 4 })}</p>
			<TextFor
				of={[
					"site",
					"load",
					"signIn",
					"progress",
					"states",
					"tellMe",
					"obstacles",
					"instructions",
					"titles",
				]}
			>
				<LazyProgress />
			</TextFor>
		</div>
	);
}
