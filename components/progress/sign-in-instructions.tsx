"use client";

import { useState } from "react";
import { CodeLine } from "#components/ui/code-line.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { shellWord } from "#lib/text/shell-word.ts";

type SignInNames = {
	userPrincipalName: string | undefined;
	samAccountName: string | undefined;
	domain: { name: string | undefined; netbios: string | undefined };
};

/** In the order of the tabs, each with how its browsers name it. */
const PLATFORMS = [
	{ name: "Windows", own: /Windows/ },
	{ name: "Mac", own: /Mac OS/ },
	{ name: "Linux", own: /Linux(?!.*Android)/ },
] as const;

/** How to sign in on each platform, with one's own names if they are known. */
export function SignInInstructions({ names }: { names: SignInNames }) {
	const t = useTranslations("instructions");
	const [start] = useState(() => PLATFORMS.findIndex(({ own }) => own.test(navigator.userAgent)));
	const realm = names.domain.name?.toUpperCase();
	const upn = names.userPrincipalName ?? `${t("yourUserName")}@${names.domain.name ?? "…"}`;
	const user = upn.split("@")[0] ?? upn;
	const older = `${names.domain.netbios ?? "…"}\\${names.samAccountName ?? t("yourUserName")}`;
	const principal = realm ? `${names.samAccountName ?? user}@${realm}` : upn;
	// A name that starts with a hyphen would be an option.
	const end = principal.startsWith("-") ? "-- " : "";
	const host = names.domain.name ? `${t("computer")}.${names.domain.name}` : t("computer");
	const content = {
		Windows: (
			<>
				<Line lead={t("windowsUpn")} value={upn} />
				<Line lead={t("windowsSam")} value={older} />
			</>
		),
		Mac: <Line lead={t("macServer")} value={upn} />,
		Linux: (
			<>
				<Line lead={t("linuxSsh")} value={`ssh -l ${shellWord(principal)} ${shellWord(host)}`} />
				<Line lead={t("linuxKinit")} value={`kinit ${end}${shellWord(principal)}`} />
			</>
		),
	};
	return (
		<section className="card">
			<h2 className="mb-2 text-xl font-bold">{t("heading")}</h2>
			<Tabs
				label={t("platforms")}
				start={Math.max(0, start)}
				tabs={PLATFORMS.map(({ name }) => ({ name, content: content[name] }))}
			/>
		</section>
	);
}

function Line({ lead, value }: { lead: string; value: string }) {
	return (
		<div className="mb-5 last:mb-0">
			<p>{lead}</p>
			<CodeLine>{value}</CodeLine>
			<CopyButton label={value} value={value} />
		</div>
	);
}
