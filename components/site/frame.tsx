import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Languages } from "./languages.tsx";
import { OldPage } from "./old-page.tsx";
import { Brand, PracticeBanner, Support } from "./site-settings.tsx";
import { Translation } from "./translation.tsx";

const NAME = "Keyturn";
const WIDTH = "mx-auto max-w-[60rem] px-4";

/** What every page has around it. */
export async function Frame({ children }: { children: ReactNode }) {
	const t = await getTranslations("site");
	return (
		<>
			<a
				href="#content"
				className="sr-only focus:not-sr-only focus:absolute focus:bg-surface focus:p-2"
			>
				{t("skip")}
			</a>
			<header className="border-b border-line print:hidden">
				<PracticeBanner />
				<div
					className={`${WIDTH} flex flex-wrap items-center justify-between gap-x-8 gap-y-2 py-3`}
				>
					<p className="font-bold">
						<Brand name={NAME} />
					</p>
					<Languages label={t("languages")} />
				</div>
			</header>
			<main id="content" tabIndex={-1} className={`${WIDTH} py-8`}>
				<div className="max-w-[38rem] has-[[data-wide]]:max-w-none">
					<OldPage />
					<Translation />
					{children}
					<noscript>
						<p className="mt-6 border-s-8 border-warning bg-raised px-4 py-3">{t("noScript")}</p>
					</noscript>
				</div>
			</main>
			<footer className={`${WIDTH} py-8 text-sm print:hidden`}>
				<div className="border-t border-line pt-4">
					<Support />
				</div>
			</footer>
		</>
	);
}
