"use client";

import { usePathname } from "next/navigation";
import { AppLink } from "#components/ui/app-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { isLocale } from "#lib/text/locales.ts";

/** The helpdesk's pages; a new one is a line here. */
const PAGES = [
	{ name: "person", href: "/helpdesk", icon: "search" },
	{ name: "groups", href: "/helpdesk/groups", icon: "people" },
	{ name: "links", href: "/helpdesk/links", icon: "link" },
	{ name: "expire", href: "/helpdesk/expire", icon: "clock" },
	{ name: "audit", href: "/helpdesk/audit", icon: "list" },
] as const;

const LINK =
	"flex min-h-control flex-col items-center gap-1 rounded-control py-2 hyphens-auto text-center text-xs no-underline lg:flex-row lg:gap-2.5 lg:px-3 lg:py-0 lg:text-start lg:text-base transition-colors hover:bg-raised";
/** Only the current page has a border: forced colours would draw transparent borders on the others, too. */
const CURRENT = "border border-transparent bg-info-tint font-semibold text-info";

/** The navigation of the helpdesk. */
export function HelpdeskNav() {
	const t = useTranslations("helpdesk");
	const path = useShownPath();
	return (
		<nav aria-label={t("heading")} className="mb-3 print:hidden lg:sticky lg:top-6 lg:self-start">
			<ul className="grid auto-cols-auto grid-flow-col gap-0.5 lg:flex lg:flex-col lg:gap-1">
				{PAGES.map(({ name, href, icon }) => {
					const isCurrent = isIn(path, href);
					return (
						<li key={name}>
							<AppLink
								href={href}
								aria-current={isCurrent ? "page" : undefined}
								className={`${LINK} ${isCurrent ? CURRENT : "text-ink"}`}
							>
								<Icon name={icon} />
								{t(`nav.${name}`)}
							</AppLink>
						</li>
					);
				})}
			</ul>
		</nav>
	);
}

/** A person's page belongs to the search, whose path is a prefix of all others. The built page of a group is `group`. */
function isIn(path: string, href: string): boolean {
	if (href !== "/helpdesk") return path.startsWith(href.replace(/s$/, ""));
	return path === href || path.startsWith("/helpdesk/person");
}

/** The browser's address; in the built page without its language, so that the current page is marked from the first paint on. */
function useShownPath(): string {
	const path = usePathname();
	const [, first = "", ...rest] = path.split("/");
	return isLocale(first) ? `/${rest.join("/")}` : path;
}
