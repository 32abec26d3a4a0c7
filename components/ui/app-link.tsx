"use client";

import { useRouter } from "next/navigation";
import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { TEXT_LINK } from "./text-link.ts";

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/**
 * A link within the portal that keeps the page's memory. Next's own link adds three kilobytes of
 * prefetching, which pages this small do not need.
 */
export function AppLink({ href, className = TEXT_LINK, ...props }: Props) {
	const router = useRouter();
	function follow(event: MouseEvent) {
		const isOrdinary = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
		if (!isOrdinary || event.altKey) return;
		event.preventDefault();
		router.push(href);
	}
	return <a {...props} href={href} className={className} onClick={follow} />;
}
