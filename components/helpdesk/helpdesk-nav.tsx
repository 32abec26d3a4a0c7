"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** The helpdesk's pages; a further one is a line here. */
const PAGES = [
	{ name: "person", href: "/helpdesk/person" },
	{ name: "groups", href: "/helpdesk/groups" },
	{ name: "links", href: "/helpdesk/links" },
	{ name: "expire", href: "/helpdesk/expire" },
	{ name: "audit", href: "/helpdesk/audit" },
] as const;

/** Leads between the helpdesk's pages. */
export function HelpdeskNav() {
	const t = useTranslations("helpdesk");
	const path = useShownPath();
	return (
		<nav aria-label={t("heading")} className="mb-8 border-b border-line pb-3 print:hidden">
			<ul className="flex flex-wrap gap-x-6 gap-y-2">
				{PAGES.map(({ name, href }) => (
					<li key={name}>
						{path.startsWith(href) ? (
							<AppLink href={href} aria-current="page" className="font-bold text-ink">
								{t(`nav.${name}`)}
							</AppLink>
						) : (
							<AppLink href={href} className={TEXT_LINK}>
								{t(`nav.${name}`)}
							</AppLink>
						)}
					</li>
				))}
			</ul>
		</nav>
	);
}

/** The address in the browser; empty in the built page, which has another one. */
function useShownPath(): string {
	const pathname = usePathname();
	const [path, setPath] = useState("");
	useEffect(() => setPath(pathname), [pathname]);
	return path;
}
