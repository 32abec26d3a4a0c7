"use client";

import { Button, buttonClass } from "#components/ui/button.tsx";
import { MessagePage } from "#components/ui/message-page.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Shown when a page throws: says what is known, and where to find the state of a change. */
export default function ErrorPage() {
	const t = useTranslations("site.crash");
	return (
		<MessagePage
			icon="alert"
			isProblem
			heading={t("heading")}
			actions={
				<>
					<Button onClick={() => window.location.reload()}>{t("reload")}</Button>
					<a href="/progress" className={buttonClass("secondary")}>
						{t("toProgress")}
					</a>
				</>
			}
		>
			<p>{t("lead")}</p>
		</MessagePage>
	);
}
