import { getTranslations, setRequestLocale } from "next-intl/server";
import { SearchSlot } from "#components/helpdesk/find/search-slot.tsx";
import { HelpdeskNav } from "#components/helpdesk/helpdesk-nav.tsx";
import { PreloadConfig } from "#components/sign-in/preload-config.tsx";
import { SignInCard } from "#components/sign-in/sign-in-card.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";

/** The frame of the helpdesk's pages; their tables need the full width. */
export default async function HelpdeskLayout({
	children,
	params,
}: LayoutProps<"/[locale]/helpdesk">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("helpdesk");
	return (
		<div
			data-wide="helpdesk"
			data-late
			className="dense -mt-4 gap-x-8 sm:-mt-5 lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block"
		>
			<PreloadConfig />
			<TextFor of={["helpdesk", "signIn", "failures"]}>
				<HelpdeskNav />
				<div className="min-w-0">
					<SearchSlot />
					{children}
					<SignInCard lead={t("signInLead")} />
				</div>
			</TextFor>
		</div>
	);
}
