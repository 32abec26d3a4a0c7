"use client";

import { Tag, type TagLook } from "#components/ui/tag.tsx";
import { type Link, type LinkState, linkState } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";

const LOOK: Record<LinkState, TagLook> = { open: "success", ended: "muted", expired: "muted" };

/** Whether a link works now. */
export function LinkStateTag({ link }: { link: Link }) {
	const t = useTranslations("links.states");
	const state = linkState(link, new Date());
	return <Tag look={LOOK[state]}>{t(state)}</Tag>;
}
