"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { makeLink } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import type { ClientConfig } from "#lib/core/client-config.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import type { LinkContent } from "#lib/core/link/link.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { LinkForm } from "./link-form.tsx";

const USUAL_LIFETIME_DAYS = 90;

/** The form for a new link, prefilled from the settings. */
export function NewLink() {
	return (
		<AsHelpdesk>
			<Form />
		</AsHelpdesk>
	);
}

function Form() {
	const t = useTranslations("links");
	const router = useRouter();
	const locale = useLocale();
	const asAgent = usePortal();
	const { config } = useSignIn();
	const [initial] = useState(() => emptyContent(config, locale));
	return (
		<LinkForm
			of="new"
			initial={initial}
			submitText={t("make")}
			save={(content) => asAgent((token) => makeLink(token, content))}
			onSaved={({ id }) => router.push(`/helpdesk/links/${id}`)}
		/>
	);
}

function emptyContent({ support }: ClientConfig, language: string): LinkContent {
	const { name = "", email = "", phone = "" } = support;
	return {
		title: "",
		message: "",
		helper: { name, mail: email, phone },
		deadline: "",
		lastDay: calendarDay(new Date(), USUAL_LIFETIME_DAYS),
		language,
		way: "portal",
		domainHint: "",
	};
}
