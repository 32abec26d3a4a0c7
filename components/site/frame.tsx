import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { LoadingSlot } from "#components/ui/loading-slot.tsx";
import { siteValue } from "#lib/text/site-values.ts";
import { AccountMenu } from "./account-menu.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import { OldPage } from "./old-page.tsx";
import { Support } from "./support.tsx";
import { Translation } from "./translation.tsx";

const WIDTH = "mx-auto w-full max-w-(--page) px-4 sm:px-6";

/** The frame of every page. */
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
			<Header />
			<main
				id="content"
				tabIndex={-1}
				className={`${WIDTH} py-6 has-[[data-late]]:min-h-[calc(100dvh-3.5rem)] sm:py-10`}
			>
				<div className="mx-auto max-w-[42rem] has-[[data-narrow]]:max-w-[30rem] has-[[data-wide]]:max-w-none">
					<LoadingSlot />
					<OldPage />
					<Translation />
					{children}
					<noscript>
						{/* The heading is for pages whose own is rendered by script (`app/globals.css`). */}
						<h1 data-no-script="" className="text-3xl font-bold">
							{t("noScriptHeading")}
						</h1>
						<p className="mt-6 rounded-card border border-transparent bg-warning-tint p-4">
							{t("noScript")}
						</p>
					</noscript>
				</div>
			</main>
			<footer className="border-t border-line bg-surface text-sm print:hidden">
				<div className={`${WIDTH} py-5`}>
					<section aria-label={t("help")}>
						<Support />
					</section>
					<p data-if="practice" className="mt-2 text-warning">
						{t("practice")}
					</p>
				</div>
			</footer>
		</>
	);
}

/** One row from 320 px up. Its content is there from the first byte, and nothing is painted before all of it (`InHead`). */
async function Header() {
	const t = await getTranslations("site");
	return (
		<header className="border-t-4 border-b border-t-action border-b-line bg-surface print:hidden">
			<div className={`${WIDTH} flex h-[51px] items-center gap-2`}>
				{/* A long name takes two lines, and the place of the pill, which wraps out of sight. */}
				<div className="flex h-11 min-w-0 flex-wrap items-center gap-2 overflow-hidden">
					<p className="flex h-11 max-w-full items-center gap-2 leading-5 font-bold">
						<span data-if="logo" className="brand-logo max-w-[30vw] shrink-0" />
						<span data-unless="logo" className="rounded-control bg-action p-1 text-on-action">
							<Icon name="key" />
						</span>
						<span className="line-clamp-2">{siteValue("brand-name")}</span>
					</p>
					<p
						data-if="practice"
						className="rounded-pill border border-warning/40 bg-warning-tint px-2 text-xs font-semibold text-warning"
					>
						{t("practicePill")}
					</p>
				</div>
				<div className="-me-2 ms-auto flex shrink-0 sm:gap-1">
					<LanguageMenu />
					<AccountMenu />
				</div>
			</div>
		</header>
	);
}
