import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { siteWord } from "#lib/text/site-words.ts";
import { Languages } from "./languages.tsx";
import { OldPage } from "./old-page.tsx";
import { PracticeBanner, Support } from "./site-settings.tsx";
import { Translation } from "./translation.tsx";

const WIDTH = "mx-auto w-full max-w-(--page) px-4 sm:px-6";

/** What every page has around it. */
export async function Frame({ children }: { children: ReactNode }) {
	const t = await getTranslations("site");
	return (
		<>
			<a
				href="#content"
				className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-surface focus:p-2"
			>
				{t("skip")}
			</a>
			<header className="contents print:hidden">
				<PracticeBanner />
				<div className="col-start-1 row-start-1 border-t-4 border-b border-t-action border-b-line bg-surface">
					<div className={`${WIDTH} flex h-[51px] items-center justify-between gap-4`}>
						<p className="flex min-w-0 items-center gap-2 font-bold">
							<span data-if="logo" className="brand-logo max-w-[30vw] shrink-0" />
							<span data-unless="logo" className="rounded-control bg-action p-1 text-on-action">
								<Icon name="key" />
							</span>
							<span className="truncate">{siteWord("brand-name")}</span>
						</p>
						<Languages label={t("languages")} />
					</div>
				</div>
			</header>
			<main
				id="content"
				tabIndex={-1}
				className={`${WIDTH} col-start-1 row-start-2 py-6 has-[[data-late]]:min-h-[calc(100dvh-3.5rem)] sm:py-10`}
			>
				<div className="mx-auto max-w-[42rem] has-[[data-narrow]]:max-w-[30rem] has-[[data-wide]]:max-w-none">
					<OldPage />
					<Translation />
					{children}
					<noscript>
						<p className="mt-6 rounded-card bg-warning-tint p-4">{t("noScript")}</p>
					</noscript>
				</div>
			</main>
			<footer className="col-start-1 row-start-3 border-t border-line bg-surface text-sm print:hidden">
				<div className={`${WIDTH} pt-5 pb-16 lg:pb-5`}>
					<Support />
				</div>
			</footer>
		</>
	);
}
