import "uplot/dist/uPlot.min.css";
import type { Metadata } from "next";
import { setRequestLocale } from "next-intl/server";
import { LazyGallery } from "#components/design/lazy-gallery.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";

export const metadata: Metadata = { title: "Design" };

/** Every component in every state; in practice and in development only (`serve-pages.ts`). */
export default async function DesignPage({ params }: PageProps<"/[locale]/design">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<div data-wide="employee" data-late>
			<TextFor
				of={[
					...([
						"site",
						"signIn",
						"failures",
						"go",
						"progress",
						"states",
						"tellMe",
						"obstacles",
					] as const),
					...(["instructions", "change", "passwordHelp"] as const),
					...([
						"helpdesk",
						"cohort",
						"onePerson",
						"temporary",
						"expire",
						"links",
						"audit",
					] as const),
				]}
			>
				<LazyGallery />
			</TextFor>
		</div>
	);
}
