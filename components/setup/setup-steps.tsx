import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TextFor } from "#components/site/text-for.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { MICROSOFT_DESCRIPTION } from "#lib/core/full-password-sync.ts";
import { ScriptToCopy, WritebackSetting } from "./setup-in-browser.tsx";

/** What an administrator does once so that synchronised people can sign in to the managed domain. */
export async function SetupSteps() {
	const t = await getTranslations("setup");
	return (
		<>
			<Part heading={t("whyHeading")}>
				<p>{t("why")}</p>
			</Part>
			<Part heading={t("needHeading")}>
				<ul className="list-disc space-y-2 ps-6">
					<li>{t("needConnect")}</li>
					<li>{t("needHashes")}</li>
					<li>{t("needRights")}</li>
				</ul>
			</Part>
			<Part heading={t("syncHeading")}>
				<ol className="list-decimal space-y-2 ps-6">
					<li>{t("syncNames")}</li>
					<li>{t("syncRun")}</li>
					<li>{t("syncWait")}</li>
				</ol>
				<ScriptToCopy label={t("scriptLabel")} />
			</Part>
			<Writeback />
			<Part heading={t("checkHeading")}>
				<p className="mb-2">{t("check")}</p>
				<p
					className="mb-4 rounded-control border border-line bg-raised px-3 py-2 font-mono text-sm break-words"
					dir="ltr"
				>
					npm run check -- --watch UPN
				</p>
				<a href={MICROSOFT_DESCRIPTION} className={TEXT_LINK}>
					{t("source")}
				</a>
			</Part>
		</>
	);
}

async function Writeback() {
	const t = await getTranslations("setup");
	return (
		<Part heading={t("writebackHeading")}>
			<p className="mb-4">
				<Breakable>{t("writeback")}</Breakable>
			</p>
			<p className="mb-4">
				<Breakable>{t("noWriteback")}</Breakable>
			</p>
			<TextFor of={["setup"]}>
				<WritebackSetting />
			</TextFor>
			<p>{t("temporary")}</p>
		</Part>
	);
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
	return (
		<section className="card mb-6 hyphens-auto">
			<h2 className="mb-2 text-xl font-bold">{heading}</h2>
			{children}
		</section>
	);
}
