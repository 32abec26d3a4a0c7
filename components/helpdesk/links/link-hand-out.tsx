"use client";

import type { ReactNode } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { ShareButton } from "#components/ui/share-button.tsx";
import { qrPng, qrSvg } from "#lib/browser/files/qr-files.ts";
import { saveFile } from "#lib/browser/files/save-file.ts";
import type { Link } from "#lib/core/link/link.ts";
import type { LinkTexts } from "#lib/core/link/link-texts.ts";
import { mailtoAddress } from "#lib/core/link/mailto.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { link: Link; texts: LinkTexts };

/** For opening the link: address, QR code and sheet. */
export function LinkHandOut({ link, texts }: Props) {
	const t = useTranslations("links");
	return (
		<section className="card">
			<h2 className="text-xl font-bold">{t("handOut")}</h2>
			<CopyField label={t("address")} value={texts.address}>
				<ShareButton title={link.title} address={texts.address} look="secondary" />
			</CopyField>
			<QrDownloads address={texts.address} id={link.id} />
			<p className="mt-4">
				<AppLink href={`/helpdesk/links/${link.id}/sheet`}>{t("sheet")}</AppLink>
			</p>
		</section>
	);
}

/** Texts to send or put up, in the link's language. */
export function LinkTextsToCopy({ texts }: Pick<Props, "texts">) {
	const t = useTranslations("links");
	const language = { language: texts.language, direction: texts.direction };
	const mailto = mailtoAddress(texts.mail);
	return (
		<section className="card">
			<h2 className="text-xl font-bold">{t("texts")}</h2>
			<CopyText label={t("textMail")} text={texts.mail.body} {...language}>
				<a className={buttonClass("secondary")} href={mailto.address}>
					{t("openMail")}
				</a>
			</CopyText>
			{!mailto.hasBody && <p className="text-sm text-muted">{t("mailTooLong")}</p>}
			<CopyText label={t("textTeams")} text={texts.teams} {...language} />
			<CopyText label={t("textPaper")} text={paperText(texts)} {...language} />
		</section>
	);
}

function QrDownloads({ address, id }: { address: string; id: string }) {
	const t = useTranslations("links");
	return (
		<>
			<QrCode value={address} label={t("qr")} />
			<div className="flex flex-wrap gap-4">
				<Button look="secondary" onClick={() => saveFile(qrSvg(address), `${id}.svg`)}>
					{t("qrSvg")}
				</Button>
				<Button look="secondary" onClick={async () => saveFile(await qrPng(address), `${id}.png`)}>
					{t("qrPng")}
				</Button>
			</div>
		</>
	);
}

/** The employee's page itself, in the link's language, where nothing is counted or started. */
export function LinkPreview({ link: { id, language, revision } }: Pick<Props, "link">) {
	const t = useTranslations("links");
	return (
		<section className="card">
			<h2 className="mb-2 text-xl font-bold">{t("preview")}</h2>
			<p className="mb-4 text-sm text-muted">{t("previewHint")}</p>
			<iframe
				key={revision}
				src={`/preview/${language}/${id}`}
				title={t("preview")}
				className="h-[36rem] w-full rounded-control border border-line"
			/>
		</section>
	);
}

function paperText({ paper }: LinkTexts): string {
	const steps = paper.steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
	return [
		paper.title,
		paper.message,
		paper.deadline,
		`${paper.stepsHeading}\n${steps}`,
		paper.address,
		paper.warning,
		paper.help,
	]
		.filter(Boolean)
		.join("\n\n");
}

type CopyTextProps = {
	label: string;
	text: string;
	language: string;
	direction: "ltr" | "rtl";
	children?: ReactNode;
};

/** A text of several lines that can be copied with one click. */
function CopyText({ label, text, language, direction, children }: CopyTextProps) {
	return (
		<section className="my-6">
			<h3 className="mb-2 text-base font-bold">{label}</h3>
			<section
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
				tabIndex={0}
				aria-label={label}
				lang={language}
				dir={direction}
				className="max-h-72 overflow-auto rounded-control border border-line bg-raised p-3 text-sm [unicode-bidi:plaintext] break-words whitespace-pre-wrap"
			>
				{text}
			</section>
			<div className="mt-2">
				<CopyButton label={label} value={text}>
					{children}
				</CopyButton>
			</div>
		</section>
	);
}
