"use client";

import { useRouter } from "next/navigation";
import { changeLink } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import type { Link, LinkContent } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { LinkForm } from "./link-form.tsx";
import { WithLink } from "./with-link.tsx";

/** Changes a link's content; its address and counts stay. */
export function EditLink() {
	return <WithLink>{({ link }) => <Form link={link} />}</WithLink>;
}

function Form({ link }: { link: Link }) {
	const t = useTranslations("links");
	const router = useRouter();
	const asAgent = usePortal();
	return (
		<LinkForm
			of={`${link.id} ${link.revision}`}
			initial={contentOf(link)}
			submitText={t("save")}
			save={(content) => asAgent((token) => changeLink(token, link, content))}
			onSaved={({ id }) => router.push(`/helpdesk/links/${id}`)}
		/>
	);
}

function contentOf(link: Link): LinkContent {
	const { title, message, helper, deadline, lastDay, language, way, domainHint } = link;
	return { title, message, helper, deadline, lastDay, language, way, domainHint };
}
